import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { rollbackModel } from '@/lib/features/models/server';

export const POST = route(modelsContract.rollback, rollbackModel);
