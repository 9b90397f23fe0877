import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { measuredModelSchema, modelDetailSchema, modelNameSchema, modelSchema, triedModelSchema, tryModelInput } from './schemas';

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
  read: operation({
    id: 'models.read',
    summary: 'A model with its card, and its files compared with their SHA-256.',
    method: 'GET',
    path: '/api/models/{name}',
    access: 'trainer',
    scope: 'models:read',
    input: z.object({ name: modelNameSchema }),
    output: modelDetailSchema,
    command: { words: ['models', 'show'], positional: ['name'] },
  }),
  try: operation({
    id: 'models.try',
    summary: 'Try a model: a decoder writes on from a prompt, an encoder compares sentences. Stories are scored at /api/stories/score.',
    method: 'POST',
    path: '/api/models/{name}/try',
    access: 'trainer',
    scope: 'models:use',
    input: tryModelInput,
    output: triedModelSchema,
    ratePerMinute: 30,
    example: { name: 'writer', prompt: 'The lighthouse keeper opened the door and' },
  }),
  measure: operation({
    id: 'models.measure',
    summary: 'Load a model in a process of its own and measure memory and times.',
    method: 'POST',
    path: '/api/models/{name}/measure',
    access: 'trainer',
    scope: 'models:use',
    input: z.object({ name: modelNameSchema }),
    output: measuredModelSchema,
    ratePerMinute: 6,
  }),
};
