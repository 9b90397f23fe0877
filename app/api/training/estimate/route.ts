import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { estimateRun } from '@/lib/features/runs/server';

export const POST = route(runsContract.estimate, estimateRun);
