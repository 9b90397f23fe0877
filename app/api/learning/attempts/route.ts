import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { listAttempts, submitExercise } from '@/lib/features/learning/server';

export const GET = route(learningContract.listAttempts, listAttempts);
export const POST = route(learningContract.attempt, submitExercise);
