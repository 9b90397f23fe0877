import { z } from 'zod';
import { documentFormats } from '@/lib/vocabulary/document-formats';

/** What one person may keep. */
export const documentLimits = { bytes: 512 * 1024, documents: 50, totalBytes: 5 * 1024 * 1024, passages: 500 } as const;

export const documentInput = z.object({
  title: z
    .string('Give the document a title')
    .trim()
    .min(1, 'Give the document a title')
    .max(120, 'Use at most 120 characters for the title')
    .refine((title) => !/\p{Cc}/u.test(title), 'Leave out line breaks and control characters'),
  format: z.enum(documentFormats).default('markdown').describe('How the text is written'),
  text: z
    .string('Paste the text')
    .refine((text) => text.trim() !== '', 'The document is empty: paste its text')
    .describe(`The text itself, at most ${documentLimits.bytes / 1024} KiB`),
});
export type DocumentInput = z.output<typeof documentInput>;

export const documentSchema = z.object({
  id: z.string(),
  title: z.string(),
  format: z.enum(documentFormats),
  bytes: z.number().int(),
  passages: z.number().int(),
  createdAt: z.iso.datetime(),
});
export type DocumentView = z.output<typeof documentSchema>;

export const wholeDocumentSchema = documentSchema.extend({
  parts: z.array(z.object({ id: z.string(), heading: z.string(), text: z.string() })),
});
export type WholeDocument = z.output<typeof wholeDocumentSchema>;
