import { stream } from '@/lib/entry/stream';
import { runsContract } from '@/lib/features/runs/contract';
import { followRun } from '@/lib/features/runs/server';

export const GET = stream(runsContract.events, followRun);
