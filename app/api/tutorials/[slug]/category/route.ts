import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { assignCategory } from '@/lib/features/tutorials/server';

export const PUT = route(tutorialsContract.assign, assignCategory);
