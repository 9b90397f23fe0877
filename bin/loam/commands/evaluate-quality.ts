import { z } from 'zod';
import { evaluateQuality } from '@/bin/models/quality/evaluate-quality';
import { systemClock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import type { LoamCommand } from '../command';

const input = z.object({
  data: z.string().min(1).describe('Folder with the corpora, or one that holds them as corpora/'),
  early: z.string().min(1).optional().describe('An unfinished writer’s folder; .training/writer/early unless said'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).default(1).describe('Which passages are drawn, and how they are damaged'),
});

/** Measures the shipped estimator and the second judge on books that no model has read: the numbers of its card. */
export const evaluateQualityCommand: LoamCommand = {
  words: ['evaluate', 'quality'],
  summary: 'Measure how well the quality estimator tells passages of books from damaged ones.',
  input,
  async run(given, output) {
    const { data, early, seed } = given as z.output<typeof input>;
    return evaluateQuality(
      { data, seed, early: early ?? projectPath('.training', 'writer', 'early'), work: projectPath('.training', 'quality') },
      { clock: systemClock, note: (line) => output.note(line) },
    );
  },
  show(result) {
    const { metrics } = result as Awaited<ReturnType<typeof evaluateQuality>>;
    const width = Math.max(...Object.keys(metrics).map((name) => name.length));
    return Object.entries(metrics)
      .map(([name, { value, low, high }]) => `${name.padEnd(width)}  ${value.toFixed(3)}  (${low.toFixed(3)} to ${high.toFixed(3)})`)
      .join('\n');
  },
};
