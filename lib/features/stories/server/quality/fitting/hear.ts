import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Instruments } from '../instruments';
import type { Heard } from '../measure';
import { readSentences, type ReadText } from '../reading';
import type { StoryRequest } from '../features/request';

export interface Asked {
  readonly sentences: readonly string[];
  readonly request: StoryRequest;
}

export interface HeardText {
  readonly text: ReadText;
  readonly heard: Heard;
}

export interface HearingOptions {
  /** Where likelihoods are kept. */
  readonly folder?: string;
  readonly onProgress?: (done: number, all: number) => void;
  /** Texts between two reports. */
  readonly every?: number;
}

/**
 * What the models say about many texts. Where a folder is given, likelihoods are kept there by text and model, so that a recipe that was
 * stopped goes on, and a text that stands for two requests is read once.
 */
export async function hearAll(
  asked: readonly Asked[],
  instruments: Instruments,
  { folder, onProgress, every = 100 }: HearingOptions = {},
): Promise<HeardText[]> {
  const file = folder && path.join(folder, `likelihoods-${instruments.writer.graph.slice(0, 12)}.json`);
  const known = new Map(
    Object.entries(JSON.parse(file ? await readFile(file, 'utf8').catch(() => '{}') : '{}') as Record<string, Heard['language']>),
  );
  const save = async (): Promise<void> => {
    if (!file) return;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.draft`, JSON.stringify(Object.fromEntries(known)));
    await rename(`${file}.draft`, file);
  };
  const results: HeardText[] = [];
  for (const [i, { sentences, request }] of asked.entries()) {
    const text = readSentences(sentences);
    const key = createHash('sha256')
      .update(text.sentences.map((sentence) => sentence.text).join('\n'))
      .digest('hex')
      .slice(0, 24);
    const heard = await instruments.hear(text, request, { language: known.get(key) });
    known.set(key, heard.language);
    results.push({ text, heard });
    if (i % every === every - 1) onProgress?.(i + 1, asked.length);
    if (i % 500 === 499) await save();
  }
  await save();
  return results;
}
