import { route } from '@/lib/entry/route';
import { storiesContract } from '@/lib/features/stories/contract';
import { listStories, writeStory } from '@/lib/features/stories/server';

export const POST = route(storiesContract.write, (ctx, input) => writeStory(ctx, input));
export const GET = route(storiesContract.list, listStories);
