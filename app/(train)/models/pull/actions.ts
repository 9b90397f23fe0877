'use server';

import { action } from '@/lib/entry/action';
import { hubContract } from '@/lib/features/hub/contract';
import { planModelPull, requestPull } from '@/lib/features/hub/server';
import { systemContract } from '@/lib/features/system/contract';
import { cancelJob } from '@/lib/features/system/server';

export const plan = action(hubContract.plan, planModelPull);
export const pull = action(hubContract.pull, requestPull);
export const stop = action(systemContract.cancelJob, cancelJob);
