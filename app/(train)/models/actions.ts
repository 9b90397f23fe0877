'use server';

import { action } from '@/lib/entry/action';
import { modelsContract } from '@/lib/features/models/contract';
import { measureModel, tryModel } from '@/lib/features/models/server';
import { storiesContract } from '@/lib/features/stories/contract';
import { scoreStory } from '@/lib/features/stories/server';

export const measure = action(modelsContract.measure, measureModel);
export const tryOut = action(modelsContract.try, tryModel);
export const score = action(storiesContract.score, scoreStory);
