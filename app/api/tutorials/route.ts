import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createTutorial, listTutorials, requestTutorial } from '@/lib/features/tutorials/server';

export const GET = route(tutorialsContract.list, listTutorials);
export const POST = route(tutorialsContract.create, createTutorial, requestTutorial);
