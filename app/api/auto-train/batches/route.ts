import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { listBatches } from '@/lib/features/automation/server';

export const GET = route(automationContract.batches, listBatches);
