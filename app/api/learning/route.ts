import { route } from '@/lib/entry/route';
import { learningContract } from '@/lib/features/learning/contract';
import { readOverview } from '@/lib/features/learning/server';

export const GET = route(learningContract.overview, readOverview);
