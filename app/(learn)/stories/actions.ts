'use server';

import { action } from '@/lib/entry/action';
import { storiesContract } from '@/lib/features/stories/contract';
import { deleteStory, writeStory } from '@/lib/features/stories/server';

export const tellAgain = action(storiesContract.write, (ctx, input) => writeStory(ctx, input));
export const throwAway = action(storiesContract.delete, deleteStory);
