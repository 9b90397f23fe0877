import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { completionInput, completionSchema, embeddingInput, embeddingsSchema, openAiModelSchema, rolesSchema } from './schemas';

const served = { access: 'learner', scope: 'models:use', errors: 'openai', ratePerMinute: 240 } as const;

export const enginesContract = {
  roles: operation({
    id: 'engines.roles',
    summary: 'Who answers for a role – a server, a pulled model, the shipped one – in the order in which they are asked.',
    method: 'GET',
    path: '/api/models/roles',
    access: 'trainer',
    scope: 'models:read',
    input: z.object({}),
    output: rolesSchema,
    command: { words: ['models', 'roles'] },
  }),
  listModels: operation({
    ...served,
    id: 'engines.listModels',
    summary: 'OpenAI-compatible: the roles and models that can be asked.',
    method: 'GET',
    path: '/v1/models',
    scope: 'models:read',
    input: z.object({}),
    output: z.object({ object: z.literal('list'), data: z.array(openAiModelSchema) }),
  }),
  readModel: operation({
    ...served,
    id: 'engines.readModel',
    summary: 'OpenAI-compatible: one role or model.',
    method: 'GET',
    path: '/v1/models/{id}',
    scope: 'models:read',
    input: z.object({ id: z.string().min(1).max(201) }),
    output: openAiModelSchema,
  }),
  complete: operation({
    ...served,
    id: 'engines.complete',
    summary: 'OpenAI-compatible: write on from a text; with `stream`, as server-sent events.',
    method: 'POST',
    path: '/v1/completions',
    input: completionInput,
    output: completionSchema,
    example: { model: 'writer', prompt: 'The lighthouse keeper opened the door and', max_tokens: 40 },
  }),
  embed: operation({
    ...served,
    id: 'engines.embed',
    summary: 'OpenAI-compatible: a vector of length one for each text.',
    method: 'POST',
    path: '/v1/embeddings',
    input: embeddingInput,
    output: embeddingsSchema,
    example: { model: 'embedder', input: ['a lighthouse on Mars'] },
  }),
};
