import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { listReviews } from '@/lib/features/learning/server';

export const GET = route(learningContract.reviews, listReviews);
