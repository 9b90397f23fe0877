import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { answerQuestion } from '@/lib/features/learning/server';

export const POST = route(learningContract.answer, answerQuestion);
