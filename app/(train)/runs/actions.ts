'use server';

import { action } from '@/lib/entry/action';
import { runsContract } from '@/lib/features/runs/contract';
import { cancelRun, pauseRun, removeRun, replayRun, resumeRun } from '@/lib/features/runs/server';

export const cancel = action(runsContract.cancel, cancelRun);
export const pause = action(runsContract.pause, pauseRun);
export const resume = action(runsContract.resume, resumeRun);
export const replay = action(runsContract.replay, replayRun);
export const remove = action(runsContract.remove, removeRun);
