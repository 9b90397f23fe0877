import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { rateTutorial } from '@/lib/features/tutorials/server';

export const POST = route(tutorialsContract.rate, rateTutorial);
