import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { createTokenizer, readTokenizerJson } from '@/lib/ml/text/bpe';
import { readManifest, readModelFile } from '@/lib/processes/inference/model-folder';
import { readFiction } from '../fiction';
import { measureHeldOutProse } from './measure';
import { prepareWriterData, writerStages } from './prepare';
import { taughtTexts } from './train';

/** Measures a writer's folder on held-out prose: what the shipped writer's card says, in the shape that all evaluations share. */
export async function evaluateWriter(folder: string, data: string, clock: Clock) {
  const shards = await readFiction(path.join(data, 'corpora'));
  const described: unknown = JSON.parse((await readModelFile(folder, await readManifest(folder), 'tokenizer.json')).toString('utf8'));
  const tokenizer = createTokenizer(readTokenizerJson(described));
  const taught = writerStages.flatMap((stage) => taughtTexts(prepareWriterData(shards, stage, tokenizer), stage));
  const began = clock.monotonic();
  const { all, perGenre } = await measureHeldOutProse(folder, { records: Object.values(shards).flat(), taught, tokenizer });
  const genres = Object.entries(perGenre).flatMap(([genre, { perplexity, difference }]) => [
    [`perplexity ${genre}`, perplexity],
    [`nats against the trigram ${genre}`, difference],
  ]);
  return {
    metrics: { perplexity: all.perplexity, 'nats against the trigram': all.difference, ...Object.fromEntries(genres) },
    chapters: all.chapters,
    tokens: all.tokens,
    seconds: Math.round((clock.monotonic() - began) / 1000),
  };
}
