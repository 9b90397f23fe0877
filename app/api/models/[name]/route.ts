import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { readModel, removeVersion } from '@/lib/features/models/server';

export const GET = route(modelsContract.read, readModel);
export const DELETE = route(modelsContract.remove, removeVersion);
