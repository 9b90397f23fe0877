import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { listKinds } from '@/lib/features/runs/server';

export const GET = route(runsContract.kinds, listKinds);
