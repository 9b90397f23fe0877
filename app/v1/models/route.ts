import { route } from '@/lib/entry/route';
import { enginesContract } from '@/lib/features/engines/contract';
import { listServedModels } from '@/lib/features/engines/server';

export const GET = route(enginesContract.listModels, listServedModels);
