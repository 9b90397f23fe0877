'use server';

import { action } from '@/lib/entry/action';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { assignCategory, rateTutorial, shareTutorial } from '@/lib/features/tutorials/server';

export const rate = action(tutorialsContract.rate, rateTutorial);
export const share = action(tutorialsContract.share, shareTutorial);
export const assign = action(tutorialsContract.assign, assignCategory);
