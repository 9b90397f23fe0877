import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { rateReview } from '@/lib/features/learning/server';

export const POST = route(learningContract.rate, rateReview);
