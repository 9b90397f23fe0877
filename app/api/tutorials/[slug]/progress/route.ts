import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { readProgress, saveProgress } from '@/lib/features/learning/server';

export const GET = route(learningContract.readProgress, readProgress);
export const PUT = route(learningContract.saveProgress, saveProgress);
