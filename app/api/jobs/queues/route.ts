import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { listQueues } from '@/lib/features/system/server';

export const GET = route(systemContract.listQueues, listQueues);
