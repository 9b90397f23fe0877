import { stream } from '@/lib/entry/stream';
import { automationContract } from '@/lib/features/automation/contract';
import { followBatch } from '@/lib/features/automation/server';

export const GET = stream(automationContract.follow, followBatch);
