import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { readTutorial } from '@/lib/features/tutorials/server';

export const GET = route(tutorialsContract.read, readTutorial);
