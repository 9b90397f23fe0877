import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { documentInput, documentSchema, wholeDocumentSchema } from './schemas';

const id = z.string().min(1).max(100);

export const documentsContract = {
  create: operation({
    id: 'documents.create',
    summary: 'Keep a text of your own as material for your tutorials; it is cut at its headings.',
    method: 'POST',
    path: '/api/documents',
    access: 'learner',
    scope: 'documents:write',
    input: documentInput,
    output: documentSchema,
    status: 201,
    ratePerMinute: 60,
    maxBodyBytes: 2 * 1024 * 1024,
    example: { title: 'House rules', format: 'markdown', text: '# Naming\n\nNames are the field’s own.' },
  }),
  list: operation({
    id: 'documents.list',
    summary: 'Your documents, the latest first.',
    method: 'GET',
    path: '/api/documents',
    access: 'learner',
    scope: 'documents:read',
    input: z.object({}),
    output: z.object({ documents: z.array(documentSchema) }),
    command: { words: ['documents'] },
  }),
  read: operation({
    id: 'documents.read',
    summary: 'One of your documents, passage by passage.',
    method: 'GET',
    path: '/api/documents/{id}',
    access: 'learner',
    scope: 'documents:read',
    input: z.object({ id }),
    output: wholeDocumentSchema,
  }),
  delete: operation({
    id: 'documents.delete',
    summary: 'Delete one of your documents. Tutorials that were made from it stay.',
    method: 'DELETE',
    path: '/api/documents/{id}',
    access: 'learner',
    scope: 'documents:write',
    input: z.object({ id }),
    output: z.object({ id: z.string() }),
  }),
};
