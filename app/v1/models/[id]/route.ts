import { route } from '@/lib/entry/route';
import { enginesContract } from '@/lib/features/engines/contract';
import { readServedModel } from '@/lib/features/engines/server';

export const GET = route(enginesContract.readModel, readServedModel);
