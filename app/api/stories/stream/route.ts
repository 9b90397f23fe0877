import { stream } from '@/lib/entry/stream';
import { storiesContract } from '@/lib/features/stories/contract';
import { streamStory } from '@/lib/features/stories/server';

export const POST = stream(storiesContract.stream, streamStory);
