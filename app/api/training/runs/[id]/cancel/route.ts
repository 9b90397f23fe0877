import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { cancelRun } from '@/lib/features/runs/server';

export const POST = route(runsContract.cancel, cancelRun);
