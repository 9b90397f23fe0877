'use server';

import { action } from '@/lib/entry/action';
import { systemContract } from '@/lib/features/system/contract';
import { cancelJob, discardJob, retryFailed, retryJob, runSchedule } from '@/lib/features/system/server';

export const cancel = action(systemContract.cancelJob, cancelJob);
export const retry = action(systemContract.retryJob, retryJob);
export const retryAll = action(systemContract.retryFailed, retryFailed);
export const discard = action(systemContract.discardJob, discardJob);
export const runNow = action(systemContract.runSchedule, runSchedule);
