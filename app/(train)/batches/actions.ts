'use server';

import { action } from '@/lib/entry/action';
import { systemContract } from '@/lib/features/system/contract';
import { cancelJob } from '@/lib/features/system/server';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createBatch } from '@/lib/features/tutorials/server';

export const startBatch = action(tutorialsContract.batch, createBatch);
export const cancelBatch = action(systemContract.cancelJob, cancelJob);
