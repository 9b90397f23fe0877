import { z } from 'zod';
import { conceptIdSchema } from '@/lib/features/curriculum';
import { knowledgeSources } from '@/lib/vocabulary/knowledge-sources';

export const conceptInput = z.object({ conceptId: conceptIdSchema.describe('The id of a concept of the curriculum') });

export const knownConceptSchema = z.object({
  conceptId: z.string(),
  title: z.string(),
  source: z.enum(knowledgeSources).describe('`said`: you marked it; `shown`: you passed its exercise'),
  since: z.iso.datetime(),
});
export type KnownConcept = z.output<typeof knownConceptSchema>;

export const knownStateSchema = z.object({ conceptId: z.string(), known: z.boolean() });
