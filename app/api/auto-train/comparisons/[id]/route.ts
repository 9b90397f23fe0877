import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { judgePair, readComparison } from '@/lib/features/automation/server';

export const GET = route(automationContract.comparison, readComparison);
export const POST = route(automationContract.judge, judgePair);
