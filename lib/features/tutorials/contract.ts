import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { createTutorialInput, tutorialRequestSchema, tutorialSchema, tutorialSummarySchema } from './schemas';

export const tutorialsContract = {
  create: operation({
    id: 'tutorials.create',
    summary: 'Make a tutorial from the curriculum; every code block in it was run.',
    method: 'POST',
    path: '/api/tutorials',
    access: 'learner',
    scope: 'tutorials:write',
    input: createTutorialInput,
    output: tutorialSchema,
    status: 201,
    async: true,
    ratePerMinute: 60,
    command: { words: ['tutorial'], positional: ['topic'] },
    example: { topic: 'Python decorators', level: 'intermediate', minutes: 40 },
  }),
  list: operation({
    id: 'tutorials.list',
    summary: 'Your tutorials, the latest first.',
    method: 'GET',
    path: '/api/tutorials',
    access: 'learner',
    scope: 'tutorials:read',
    input: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      before: z.iso.datetime().optional().describe('Those made before this time'),
    }),
    output: z.object({ tutorials: z.array(tutorialSummarySchema) }),
    command: { words: ['tutorials'] },
  }),
  read: operation({
    id: 'tutorials.read',
    summary: 'One of your tutorials, whole.',
    method: 'GET',
    path: '/api/tutorials/{slug}',
    access: 'learner',
    scope: 'tutorials:read',
    input: z.object({ slug: z.string().min(1).max(300) }),
    output: tutorialSchema,
    command: { words: ['tutorials', 'show'], positional: ['slug'] },
  }),
  request: operation({
    id: 'tutorials.request',
    summary: 'How far a tutorial is that was asked for with `Prefer: respond-async`.',
    method: 'GET',
    path: '/api/tutorials/requests/{id}',
    access: 'learner',
    scope: 'tutorials:read',
    input: z.object({ id: z.string().min(1).max(100) }),
    output: tutorialRequestSchema,
  }),
};
