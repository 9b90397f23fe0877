import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { modelSchema } from './schemas';

export const modelsContract = {
  list: operation({
    id: 'models.list',
    summary: 'The models that are there: those that came with Loam and those trained here.',
    method: 'GET',
    path: '/api/models',
    access: 'learner',
    scope: 'models:read',
    input: z.object({}),
    output: z.object({ models: z.array(modelSchema) }),
    command: { words: ['models'] },
  }),
};
