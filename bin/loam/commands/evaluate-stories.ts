import { z } from 'zod';
import { measureStories } from '@/bin/models/writer/measure-stories';
import { systemClock } from '@/lib/core/clock';
import { readEnv } from '@/lib/core/env';
import { findModel } from '@/lib/features/models/server';
import type { LoamCommand } from '../command';
import { interruption } from '../interruption';

const input = z.object({
  data: z
    .string()
    .min(1)
    .optional()
    .describe('Folder with corpora/fiction-*.jsonl.gz: what is copied is then looked for in all that the writer was taught'),
  model: z.string().min(1).default('writer').describe('A writer: a model’s name, name@version, or folder'),
  against: z.string().min(1).optional().describe('Another writer, measured on the same plans: before, where the model is after'),
  stories: z.coerce.number().int().min(2).max(10_000).default(60).describe('Stories of each kind'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(1).describe('The same seed measures the same stories'),
  taught: z.coerce
    .number()
    .int()
    .min(2)
    .max(100_000)
    .default(4000)
    .describe('Without --data: composed stories of the training to compare with'),
});

/** What the writer's card says of its stories, measured again. */
export const evaluateStoriesCommand: LoamCommand = {
  words: ['evaluate', 'stories'],
  summary: 'Whether the writer keeps names, objects and roles; how often the composer steps in; what is copied; what becomes of the prompt.',
  input,
  details:
    'binding: on names that no training text has, first raw samples. sentences copied: those of the writer that stand whole in its training text, ' +
    'with every name, role, object, foe, place, clue, time, trait and weather masked on both sides, and every pronoun.',
  async run(given, output) {
    const { model, against, ...options } = given as z.output<typeof input>;
    const { LOAM_DATA_DIR: dataDir } = readEnv();
    const measure = async (name: string) => {
      const began = systemClock.monotonic();
      const { folder } = await findModel(name, dataDir);
      const measured = await measureStories({
        ...options,
        folder,
        clock: systemClock,
        signal: interruption(),
        onProgress: (line) => output.note(`${name}: ${line}`),
      });
      return { ...measured, seed: options.seed, seconds: Math.round((systemClock.monotonic() - began) / 1000) };
    };
    const after = await measure(model);
    return against === undefined ? after : { before: await measure(against), after };
  },
};
