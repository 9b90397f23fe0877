import path from 'node:path';
import { z } from 'zod';
import { readFiction } from '@/bin/models/fiction';
import { measureHeldOutProse } from '@/bin/models/writer/measure';
import { prepareWriterData, writerStages } from '@/bin/models/writer/prepare';
import { taughtTexts } from '@/bin/models/writer/train';
import { systemClock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import { createTokenizer, readTokenizerJson } from '@/lib/ml/text/bpe';
import { readManifest, readModelFile } from '@/lib/processes/inference/model-folder';
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
  async run(given) {
    const { data, model } = given as z.output<typeof input>;
    const shards = await readFiction(path.join(data, 'corpora'));
    const folder = model ? path.resolve(model) : projectPath('models', 'writer');
    const described: unknown = JSON.parse((await readModelFile(folder, await readManifest(folder), 'tokenizer.json')).toString('utf8'));
    const tokenizer = createTokenizer(readTokenizerJson(described));
    const taught = writerStages.flatMap((stage) => taughtTexts(prepareWriterData(shards, stage, tokenizer), stage));
    const began = systemClock.monotonic();
    const { all, perGenre } = await measureHeldOutProse(folder, {
      records: Object.values(shards).flat(),
      taught,
      tokenizer,
    });
    const genres = Object.entries(perGenre).flatMap(([genre, { perplexity, difference }]) => [
      [`perplexity ${genre}`, perplexity],
      [`nats against the trigram ${genre}`, difference],
    ]);
    return {
      metrics: { perplexity: all.perplexity, 'nats against the trigram': all.difference, ...Object.fromEntries(genres) },
      chapters: all.chapters,
      tokens: all.tokens,
      seconds: Math.round((systemClock.monotonic() - began) / 1000),
    };
  },
};
