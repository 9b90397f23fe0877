import { route } from '@/lib/entry/route';
import { storiesContract } from '@/lib/features/stories/contract';
import { scoreStory } from '@/lib/features/stories/server';

export const POST = route(storiesContract.score, scoreStory);
