import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { evaluateStories, type StoryEvaluation } from '@/lib/features/stories/server';
import { createTokenizer, readTokenizerJson } from '@/lib/ml/text/bpe';
import { createInference } from '@/lib/processes/inference/client';
import { readManifest, readModelFile } from '@/lib/processes/inference/model-folder';
import { readFiction } from '../fiction';
import { prepareWriterData, writerStages } from './prepare';
import { composedRows } from './rows';
import { taughtTexts } from './train';

export interface StoryMeasuring {
  /** The writer's folder. */
  readonly folder: string;
  /** Folder with `corpora/fiction-*.jsonl.gz`; without it copies are looked for in composed stories alone. */
  readonly data?: string;
  /** So many composed stories of the training, without `data`. */
  readonly taught: number;
  readonly stories: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
}

/** Measures the stories of a writer's folder against what its recipe taught it. */
export async function measureStories({ folder, data, taught, ...options }: StoryMeasuring): Promise<StoryEvaluation & { readonly model: string }> {
  const { name, version } = await readManifest(folder);
  const texts = data ? await allTaught(data, folder) : composedTexts(taught);
  const inference = createInference();
  try {
    const client = inference.role('measured', { folder });
    await client.score(['']);
    return { ...(await evaluateStories({ ...options, client, taught: texts })), model: `${name} ${version}` };
  } finally {
    inference.close();
  }
}

/** Every text that the recipe teaches, in all stages, as the writer's tokenizer reads them. */
async function allTaught(data: string, folder: string): Promise<string[]> {
  const shards = await readFiction(path.join(data, 'corpora'));
  const described: unknown = JSON.parse((await readModelFile(folder, await readManifest(folder), 'tokenizer.json')).toString('utf8'));
  const tokenizer = createTokenizer(readTokenizerJson(described));
  return writerStages.flatMap((stage) =>
    taughtTexts(prepareWriterData(shards, stage, tokenizer), stage).map((tokens) => withoutMarks(tokenizer.decode(tokens))),
  );
}

/** The composed texts that the stages begin with; those whose plans are not widened hold the same sentences. */
function composedTexts(stories: number): string[] {
  const stages = writerStages.filter(({ mixture }) => mixture.composed);
  return stages.flatMap(({ seed }) => {
    const texts: string[] = [];
    for (const { row, learnFrom } of composedRows(createRng(seed).fork('composed'))) {
      if (texts.length >= (stories / stages.length) * 7) break;
      texts.push(withoutMarks(row.slice(learnFrom)));
    }
    return texts;
  });
}

/** Between the sentences before and the text, and at its end. */
function withoutMarks(text: string): string {
  return text.replaceAll(/<\|\w+\|>/g, ' ').trim();
}
