import type { Rng } from '@/lib/core/rng';
import type { Sampled } from '@/lib/features/stories/server/quality/fitting/examples';
import { plainLine } from '@/lib/features/stories/server/quality/reading';
import { splitSentences } from '@/lib/ml/text';
import { createTokenizer, readTokenizerJson } from '@/lib/ml/text/bpe';
import { readManifest, readModelFile, type ModelClient } from '@/lib/processes/inference/client';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';

/** Sampled with different care, so that no one manner of drawing words gives a machine away. */
const manners = [
  { temperature: 0.8, topP: 0.95 },
  { temperature: 0.9, topP: 1 },
  { temperature: 1, topP: 1 },
] as const;

const [longest, fewestWords, mostWords] = [160, 110, 210] as const;

export interface SampleOptions {
  /** The unfinished writer's folder and client. */
  readonly folder: string;
  readonly client: ModelClient;
  readonly start: string;
  readonly rng: Rng;
  /** How many passages are begun, and how many texts come of each. */
  readonly passages: number;
  readonly each: number;
  readonly onProgress?: (done: number) => void;
}

/** What an unfinished writer makes of the beginnings of passages. */
export async function sampleUnfinished(
  from: readonly Passage[],
  { folder, client, start, rng, passages, each, onProgress }: SampleOptions,
): Promise<Sampled[]> {
  const file = await readModelFile(folder, await readManifest(folder), 'tokenizer.json');
  const tokenizer = createTokenizer(readTokenizerJson(JSON.parse(file.toString('utf8'))));
  const sampled: Sampled[] = [];
  for (const passage of rng.shuffle(from.map((_, i) => i)).slice(0, passages)) {
    const beginning = from[passage].sentences.slice(0, 2).join(' ');
    const prompt = Int32Array.from([...tokenizer.encode(start, { special: true }), ...tokenizer.encode(beginning)]);
    const seed = rng.int(2 ** 31);
    const written = await client.candidates({ prompt, maxTokens: longest, seed, count: each, ...rng.pick(manners) }, { deadline: 600_000 });
    // It often ends after a few sentences: then what it wrote at another try goes on.
    let whole = [...from[passage].sentences.slice(0, 2)];
    for (const { text } of written) {
      const sentences = splitSentences(plainLine(text)).map((sentence) => sentence.text);
      // The last sentence may have broken off where the tokens ended; breaking off is a fault of its own.
      whole.push(...sentences.filter((sentence) => /[.!?]["')]*$/.test(sentence)));
      if (whole.join(' ').split(' ').length < fewestWords) continue;
      sampled.push({ passage, sentences: cutAt(whole, mostWords) });
      whole = [...from[passage].sentences.slice(0, 2)];
    }
    onProgress?.(sampled.length);
  }
  return sampled;
}

/** The first sentences of a text, as many as have so many words. */
function cutAt(sentences: readonly string[], words: number): string[] {
  let count = 0;
  return sentences.filter((sentence) => (count += sentence.split(' ').length) <= words);
}
