import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { measureModel } from '@/lib/features/models/server';

export const POST = route(modelsContract.measure, measureModel);
