import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { conceptInput, knownConceptSchema, knownStateSchema } from './schemas';

export const knowledgeContract = {
  list: operation({
    id: 'knowledge.list',
    summary: 'The concepts that you know. New tutorials leave out what they would have to repeat.',
    method: 'GET',
    path: '/api/knowledge',
    access: 'learner',
    scope: 'learning:read',
    input: z.object({}),
    output: z.object({ concepts: z.array(knownConceptSchema) }),
    command: { words: ['known'] },
  }),
  mark: operation({
    id: 'knowledge.mark',
    summary: 'Mark a concept as known.',
    method: 'PUT',
    path: '/api/knowledge/{conceptId}',
    access: 'learner',
    scope: 'learning:write',
    input: conceptInput,
    output: knownStateSchema,
    command: { words: ['known', 'add'], positional: ['conceptId'] },
  }),
  unmark: operation({
    id: 'knowledge.unmark',
    summary: 'Take the mark back: the concept counts as not known.',
    method: 'DELETE',
    path: '/api/knowledge/{conceptId}',
    access: 'learner',
    scope: 'learning:write',
    input: conceptInput,
    output: knownStateSchema,
    command: { words: ['known', 'remove'], positional: ['conceptId'] },
  }),
};
