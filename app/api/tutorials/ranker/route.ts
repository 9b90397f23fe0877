import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { trainTutorialRanker } from '@/lib/features/tutorials/server';

export const POST = route(tutorialsContract.trainRanker, trainTutorialRanker);
