import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { listRuns, startRun } from '@/lib/features/runs/server';

export const POST = route(runsContract.start, (ctx, input) => startRun(ctx, input));
export const GET = route(runsContract.list, listRuns);
