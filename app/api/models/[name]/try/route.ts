import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { tryModel } from '@/lib/features/models/server';

export const POST = route(modelsContract.try, tryModel);
