'use server';

import { action } from '@/lib/entry/action';
import { systemContract } from '@/lib/features/system/contract';
import { cancelJob, retryJob } from '@/lib/features/system/server';

export const cancel = action(systemContract.cancelJob, cancelJob);
export const retry = action(systemContract.retryJob, retryJob);
