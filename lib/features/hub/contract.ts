import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { catalogueSchema, pullInput, pullPlanSchema } from './schemas';

export const hubContract = {
  catalogue: operation({
    id: 'hub.catalogue',
    summary: 'Models of the hub that Loam can serve, with licences and sizes as their authors state them.',
    method: 'GET',
    path: '/api/models/catalogue',
    access: 'trainer',
    scope: 'models:read',
    input: z.object({}),
    output: catalogueSchema,
    command: { words: ['models', 'catalogue'] },
  }),
  plan: operation({
    id: 'hub.plan',
    summary: 'What pulling a model would bring: licence, size and memory. Nothing large is fetched.',
    method: 'GET',
    path: '/api/models/pull',
    access: 'admin',
    input: pullInput,
    output: pullPlanSchema,
    ratePerMinute: 60,
    example: { id: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
  }),
  pull: operation({
    id: 'hub.pull',
    summary: 'Pull a model from the hub, a mirror or a folder, as a job that goes on where it was interrupted.',
    method: 'POST',
    path: '/api/models/pull',
    access: 'admin',
    input: pullInput,
    output: z.object({ jobId: z.string() }),
    status: 202,
    ratePerMinute: 30,
    example: { id: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
  }),
};
