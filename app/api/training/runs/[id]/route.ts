import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { readRun, removeRun } from '@/lib/features/runs/server';

export const GET = route(runsContract.read, readRun);
export const DELETE = route(runsContract.remove, removeRun);
