import path from 'node:path';
import { z } from 'zod';
import { evaluateWriter } from '@/bin/models/writer/evaluate';
import { systemClock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import type { LoamCommand } from '../command';

const input = z.object({
  data: z.string().min(1).describe('Folder with corpora/fiction-*.jsonl.gz'),
  model: z.string().min(1).optional().describe('A writer’s folder; the one that comes with Loam unless said'),
});

/** What the shipped writer's card says of held-out prose, measured again. */
export const evaluateWriterCommand: LoamCommand = {
  words: ['evaluate', 'writer'],
  summary: 'Perplexity of the writer on whole books that it has not read, against a trigram model of the same training rows.',
  input,
  run(given) {
    const { data, model } = given as z.output<typeof input>;
    return evaluateWriter(model ? path.resolve(model) : projectPath('models', 'writer'), data, systemClock);
  },
};
