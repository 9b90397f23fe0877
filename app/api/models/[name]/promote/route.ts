import { route } from '@/lib/entry/route';
import { runsContract } from '@/lib/features/runs/contract';
import { promoteModel } from '@/lib/features/runs/server';

export const POST = route(runsContract.promote, promoteModel);
