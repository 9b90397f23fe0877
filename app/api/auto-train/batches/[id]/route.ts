import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { readBatch } from '@/lib/features/automation/server';

export const GET = route(automationContract.batch, readBatch);
