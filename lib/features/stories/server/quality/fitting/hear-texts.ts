import path from 'node:path';
import type { Instruments, UsedModel } from '../instruments';
import type { Heard } from '../measure';
import { readSentences } from '../reading';
import { appendHeard, endLastLine, heardKeys, readTexts } from './heard-texts';

export interface HearTextsOptions {
  readonly signal: AbortSignal;
  /** Texts of the list that are behind it, told after every tenth that was heard. */
  readonly onProgress?: (done: number) => void;
}

const every = 10;

/** Where what these models say is kept: what other models say is another file. */
export function heardFile(work: string, { writer, embedder }: Pick<Instruments, 'writer' | 'embedder'>): string {
  const of = (model: UsedModel | undefined): string => model?.graph.slice(0, 12) ?? 'none';
  return path.join(work, `heard-${of(writer)}-${of(embedder)}.jsonl`);
}

/** Asks the models about every text of a list, and adds what they say to a file, text by text: stopped, it goes on where it was. */
export async function hearTexts(list: string, file: string, instruments: Instruments, options: HearTextsOptions): Promise<void> {
  const { signal, onProgress } = options;
  await endLastLine(file);
  const known = await heardKeys(file);
  // A text that stands for two requests is read by the writer once.
  const languages = new Map<string, Heard['language']>();
  let [done, heardNow] = [0, 0];
  for await (const { key, sentences, prompt } of readTexts(list)) {
    signal.throwIfAborted();
    done++;
    if (known.has(key)) continue;
    const same = sentences.join('\n');
    const heard = await instruments.hear(readSentences(sentences), { prompt }, { language: languages.get(same), signal });
    languages.set(same, heard.language);
    await appendHeard(file, key, heard);
    if (++heardNow % every === 0) onProgress?.(done);
  }
}
