import { route } from '@/lib/entry/route';
import { storiesContract } from '@/lib/features/stories/contract';
import { deleteStory, readStory } from '@/lib/features/stories/server';

export const GET = route(storiesContract.read, readStory);
export const DELETE = route(storiesContract.delete, deleteStory);
