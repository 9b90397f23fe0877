import { z } from 'zod';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import type { LoamCommand } from '../command';
import { runOperation } from './operations';

const sampleTopics = ['Python decorators', 'list comprehensions', 'reading and changing dictionaries'];

/** Fills an empty installation with something to look at. */
export const seedCommand: LoamCommand = {
  words: ['seed'],
  summary: 'Make a few sample tutorials.',
  input: z.object({ seed: z.coerce.number().int().min(0).default(7).describe('The same seed makes the same tutorials') }),
  async run(input, output) {
    const { seed } = input as { seed: number };
    const made: unknown[] = [];
    for (const topic of sampleTopics) {
      const tutorial = (await runOperation(tutorialsContract.create, {
        topic,
        level: 'beginner',
        minutes: 30,
        documents: false,
        seed,
      })) as { slug: string };
      output.note(`made ${tutorial.slug}`);
      made.push({ topic, slug: tutorial.slug });
    }
    return { tutorials: made };
  },
};
