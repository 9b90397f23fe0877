import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { keptStorySchema, storySchema, storySummarySchema, writeStoryInput } from './schemas';
import { scoreStoryInput, storyScoreSchema } from './quality-schemas';

const idInput = z.object({ id: z.string().min(1).max(100) });

export const storiesContract = {
  write: operation({
    id: 'stories.write',
    summary: 'Write a story: planned by code, put into words by the writer, each sentence with its author.',
    method: 'POST',
    path: '/api/stories',
    access: 'learner',
    scope: 'stories:write',
    input: writeStoryInput,
    output: storySchema,
    ratePerMinute: 60,
    example: { prompt: 'A lighthouse keeper on Mars who finds a violin', genre: 'mystery', style: 'plain', seed: 1 },
  }),
  /** Events: `plan`, then `text` (more of a beat, in mode single) and `beat` (its sentences as they stand), then `story`. */
  stream: operation({
    id: 'stories.stream',
    summary: 'Write a story and hear it as it comes: server-sent events `plan`, `text`, `beat` and, at the end, `story`.',
    method: 'POST',
    path: '/api/stories/stream',
    access: 'learner',
    scope: 'stories:write',
    input: writeStoryInput,
    output: z.string(),
    mediaType: 'text/event-stream',
    ratePerMinute: 60,
  }),
  list: operation({
    id: 'stories.list',
    summary: 'The stories that you kept, the latest first.',
    method: 'GET',
    path: '/api/stories',
    access: 'learner',
    scope: 'stories:read',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      before: z.iso.datetime().optional().describe('Those kept before this time'),
    }),
    output: z.object({ stories: z.array(storySummarySchema) }),
    command: { words: ['stories'] },
  }),
  read: operation({
    id: 'stories.read',
    summary: 'One of your stories, whole.',
    method: 'GET',
    path: '/api/stories/{id}',
    access: 'learner',
    scope: 'stories:read',
    input: idInput,
    output: keptStorySchema,
    command: { words: ['stories', 'show'], positional: ['id'] },
  }),
  delete: operation({
    id: 'stories.delete',
    summary: 'Throw one of your stories away.',
    method: 'DELETE',
    path: '/api/stories/{id}',
    access: 'learner',
    scope: 'stories:write',
    input: idInput,
    output: z.object({ id: z.string() }),
    command: { words: ['stories', 'delete'], positional: ['id'] },
  }),
  score: operation({
    id: 'stories.score',
    summary: 'Score a story from 0 to 10, opened into what takes points from it. Nothing is kept.',
    method: 'POST',
    path: '/api/stories/score',
    access: 'learner',
    scope: 'stories:read',
    input: scoreStoryInput,
    output: storyScoreSchema,
    ratePerMinute: 60,
    example: {
      text: 'Mara lit the lamp and rang the bell. The boat turned away from the rocks, and Mara slept well.',
      genre: 'adventure',
      prompt: 'A lighthouse keeper saves a boat',
    },
  }),
};
