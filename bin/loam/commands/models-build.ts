import { z } from 'zod';
import { buildEmbedder } from '@/bin/models/embedder';
import { buildQuality } from '@/bin/models/quality/build';
import { buildWriter } from '@/bin/models/writer';
import { systemClock } from '@/lib/core/clock';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { interruption } from '../interruption';
import type { LoamCommand, Output } from '../command';

const input = z.object({
  name: z.string().min(1).describe('Which of the models that come with Loam'),
  data: z.string().min(1).describe('Folder with the corpora and data sets'),
  out: z.string().min(1).optional().describe('Folder for the model; models/<name> unless said'),
  work: z.string().min(1).optional().describe('Folder for checkpoints; .training/<name> unless said'),
  wordSteps: z.coerce.number().int().min(1).default(1500).describe('Embedder: updates of the words alone'),
  steps: z.coerce.number().int().min(0).default(0).describe('Embedder: updates of the whole network afterwards'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(1).describe('Quality: which passages are drawn, and how they are damaged'),
  early: z.string().min(1).optional().describe('Quality: an unfinished writer’s folder; .training/writer/early unless said'),
  threads: z.coerce.number().int().min(1).max(64).default(2),
  idle: z.coerce.boolean().default(false).describe('Give way to everything else on this machine'),
});
export type BuildInput = z.output<typeof input> & { readonly work: string };

export interface BuildSurroundings {
  readonly signal: AbortSignal;
  readonly note: Output['note'];
}

/** The recipes by name; each is a file of bin/models. */
const recipes: Readonly<Record<string, (wanted: BuildInput, surroundings: BuildSurroundings) => Promise<unknown>>> = {
  embedder: (wanted, surroundings) =>
    buildEmbedder({ ...wanted, clock: systemClock, ...surroundings }),
  quality: ({ data, work, seed, early = projectPath('.training', 'writer', 'early') }, { note }) =>
    buildQuality({ data, work, seed, early }, { clock: systemClock, note }),
  writer: (wanted, surroundings) => buildWriter({ ...wanted, clock: systemClock, ...surroundings }),
};

/** Trains a shipped model again: the command that its card names. */
export const modelsBuildCommand: LoamCommand = {
  words: ['models', 'build'],
  positional: ['name'],
  summary: 'Train one of the models that come with Loam again, from its data.',
  input,
  details: 'Ctrl-C stops with a checkpoint: the same command goes on from it.',
  async run(given, output) {
    const wanted = given as z.output<typeof input>;
    const build = recipes[wanted.name];
    if (!build) throw new LoamError('not_found', `There is no recipe for “${wanted.name}”. There are: ${Object.keys(recipes).join(', ')}.`);
    return build(
      { ...wanted, work: wanted.work ?? projectPath('.training', wanted.name) },
      { signal: interruption(), note: (line) => output.note(line) },
    );
  },
};
