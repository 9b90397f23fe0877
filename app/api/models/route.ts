import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { importModel, listModels } from '@/lib/features/models/server';

export const GET = route(modelsContract.list, listModels);
export const POST = route(modelsContract.import, importModel);
