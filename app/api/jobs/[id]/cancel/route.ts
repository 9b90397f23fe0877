import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { cancelJob } from '@/lib/features/system/server';

export const POST = route(systemContract.cancelJob, cancelJob);
