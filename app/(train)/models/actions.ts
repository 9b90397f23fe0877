'use server';

import { action } from '@/lib/entry/action';
import { modelsContract } from '@/lib/features/models/contract';
import { measureModel, removeVersion, rollbackModel, tryModel } from '@/lib/features/models/server';
import { runsContract } from '@/lib/features/runs/contract';
import { promoteModel } from '@/lib/features/runs/server';
import { storiesContract } from '@/lib/features/stories/contract';
import { scoreStory } from '@/lib/features/stories/server';

export const measure = action(modelsContract.measure, measureModel);
export const tryOut = action(modelsContract.try, tryModel);
export const score = action(storiesContract.score, scoreStory);
export const promote = action(runsContract.promote, promoteModel);
export const rollBack = action(modelsContract.rollback, rollbackModel);
export const remove = action(modelsContract.remove, removeVersion);
