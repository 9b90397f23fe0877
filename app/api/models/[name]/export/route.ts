import { route } from '@/lib/entry/route';
import { modelsContract } from '@/lib/features/models/contract';
import { downloadModel } from '@/lib/features/models/server';

export const GET = route(modelsContract.export, downloadModel);
