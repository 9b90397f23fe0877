import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { readModel } from '@/lib/features/models/server';

export const GET = route(modelsContract.read, readModel);
