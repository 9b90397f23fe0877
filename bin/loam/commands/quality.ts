import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readEnv } from '@/lib/core/env';
import { LoamError } from '@/lib/core/errors';
import { genres } from '@/lib/vocabulary/genres';
import { scoreStoryInput, type StoryScore } from '@/lib/features/stories';
import { inference } from '@/lib/features/models/server';
import { scoreText, shippedScorer } from '@/lib/features/stories/server';
import { interruption } from '../interruption';
import type { LoamCommand } from '../command';

const input = z.object({
  file: z.string().min(1).describe('A text file in UTF-8'),
  genre: z.enum(genres).optional().describe('What it was asked to be; not judged unless said'),
  prompt: z.string().optional().describe('What it was asked to be about; not judged unless said'),
});

/** Scores a text file and opens the score into its parts. */
export const qualityCommand: LoamCommand = {
  words: ['quality'],
  positional: ['file'],
  summary: 'Score a story from 0 to 10, and say what takes points from it.',
  input,
  async run(given) {
    const { file, ...request } = given as z.output<typeof input>;
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new LoamError('not_found', `${file} cannot be read (${cause.code}).`, { cause });
    });
    const parsed = scoreStoryInput.safeParse({ text, ...request });
    if (!parsed.success) throw new LoamError('invalid_input', parsed.error.issues.map(({ message }) => `${message}.`).join(' '));
    const { LOAM_DATA_DIR: dataDir } = readEnv();
    try {
      return await scoreText(await shippedScorer(dataDir), parsed.data, interruption());
    } finally {
      inference(dataDir).close();
    }
  },
  show(result) {
    const { score, parts, notes } = result as StoryScore;
    const lost = [...parts].sort((a, b) => a.points - b.points).filter(({ points }) => points <= -0.05);
    return [
      `${score.toFixed(1)} of 10`,
      ...lost.map(({ label, points, signs }) => `  ${points.toFixed(1)}  ${label}${signs[0] ? ` (${signs[0].label.toLowerCase()})` : ''}`),
      ...notes,
    ].join('\n');
  },
};
