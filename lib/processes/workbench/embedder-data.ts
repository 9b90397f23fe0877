import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import { findLeaks, splitByGroup } from '@/lib/ml/eval';
import { buildBm25, headed, sentenceWindows, windowWords, words } from '@/lib/ml/text';
import { askPassage, askPassages, countWords, isTelling, type Frequency, type HeadedPassage } from '@/lib/ml/text/asking';
import { readManifest, readModelFile } from '../inference/model-folder';
import { openTokenizer } from '../inference/tokenizer';
import { packGroups, unpackGroups } from '../trainer/int32-files';
import type { EmbedderDataResult, SearchSet, SearchSets, TaskOf } from './protocol';
import { readText } from './read-text';
import { reciprocalRank } from './reciprocal-rank';
import { sectionsOf } from './sections';

const fewestPassages = 24;
/** How often each passage is asked for in other words. */
const rounds = 4;
/** Questions on a passage that is measured on. */
const asked = 2;
/** Pages of the general prose, and passages of each. */
const [generalPages, generalPassages] = [40, 3] as const;

/**
 * Makes questions from a text's headings and sentences and writes them with their answers as `train.int32` and `validation.int32`; holds
 * passages out and leaves questions on them in `search-sets.json`, to be answered from all passages of the text.
 */
export async function prepareEmbedderData(task: TaskOf<'embedder-data'>): Promise<EmbedderDataResult> {
  const { text: file, tokenizer: folder, general, heldOut, validation, seed, out } = task;
  const text = await readText(file);
  const passages = sectionsOf(text);
  if (passages.length < fewestPassages) {
    throw new LoamError(
      'unprocessable',
      `The text falls into ${passages.length} passages; at least ${fewestPassages} are needed. Give a longer text.`,
      {
        extra: { found: passages.length, needed: fewestPassages, missing: fewestPassages - passages.length },
      },
    );
  }
  await mkdir(out, { recursive: true });
  const rng = createRng(seed);
  const frequency = countWords(passages.map((passage) => passage.text));
  const numbered = passages.map((passage, number) => ({ ...passage, number }));
  const parts = splitByGroup(numbered, ({ number }) => String(number), { train: 1 - heldOut - validation, validation, heldOut }, rng.fork('split')); // prettier-ignore
  const others = [...parts.validation, ...parts.heldOut].map((passage) => passage.text);
  const leaked = new Set(findLeaks(parts.train.map((passage) => passage.text), others).map((leak) => leak.train)); // prettier-ignore
  const train = parts.train.filter((_, i) => !leaked.has(i));

  const manifest = await readManifest(folder);
  const [described, config] = await Promise.all(
    ['tokenizer.json', 'tokenizer_config.json'].map((name) => readModelFile(folder, manifest, name)),
  );
  const tokenizer = openTokenizer(described, config);
  const pack = (from: readonly HeadedPassage[], label: string, times: number): Int32Array => {
    const pairs = Array.from({ length: times }, (_, round) =>
      askPassages(from, { pageOf: ({ title }) => title, frequency, rng: rng.fork(`${label} ${round}`) }),
    ).flat();
    return packGroups(
      pairs.map(({ anchor, answer }) => [
        tokenizer.surrounded(anchor, task.anchorLength),
        tokenizer.surrounded(answer, task.candidateLength),
      ]),
    );
  };
  const files = { train: pack(train, 'train', rounds), validation: pack(parts.validation, 'validation', 2) };
  const counts = Object.fromEntries(Object.entries(files).map(([name, integers]) => [name, unpackGroups(integers).length]));
  if (counts.train < 8 || counts.validation < 4)
    throw new LoamError('unprocessable', 'The text gives too few questions to learn from. Give a longer text.');

  const sets: SearchSets = {
    own: searchSet(passages, new Set(parts.heldOut.map(({ number }) => number)), frequency, rng.fork('questions')),
    general: general === undefined ? undefined : await generalSet(general),
  };
  const json = JSON.stringify(sets);
  const hash = createHash('sha256');
  for (const [name, integers] of Object.entries(files)) {
    const bytes = new Uint8Array(integers.buffer);
    hash.update(bytes);
    await writeFile(path.join(out, `${name}.int32`), bytes);
  }
  await writeFile(path.join(out, 'search-sets.json'), json);
  return {
    dataSha256: hash.update(json).digest('hex'),
    inputSha256: createHash('sha256').update(text).digest('hex'),
    pairs: counts.train,
    validationPairs: counts.validation,
    passages: { train: train.length, validation: parts.validation.length, heldOut: parts.heldOut.length },
    queries: sets.own.queries.length,
    leaksRemoved: leaked.size,
  };
}

/** Questions on some of the passages, to be answered from all. */
function searchSet(passages: readonly HeadedPassage[], chosen: ReadonlySet<number>, frequency: Frequency, rng: Rng): SearchSet {
  const documents = passages.flatMap(({ title, headings, text }, passage) =>
    sentenceWindows(text, windowWords).map((window) => ({
      passage,
      text: headed([title, ...headings.slice(-1)].filter(isTelling), window),
    })),
  );
  const termsOf = (text: string): string[] => words(text, { shortest: 2 });
  const bm25 = buildBm25(documents.map(({ text }) => termsOf(text)));
  const queries = [...chosen].flatMap((passage) => {
    const { text } = passages[passage];
    const key = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const own = rng.fork(key);
    const questions = [...new Set(askPassage(passages[passage], true, frequency, own).map(({ anchor }) => anchor))];
    return own
      .shuffle(questions)
      .slice(0, asked)
      .map((question, i) => ({
        id: `${key}-${i}`,
        text: question,
        passage,
        bm25: reciprocalRank(documents, bm25.scores(termsOf(question)), passage),
      }));
  });
  return { documents, queries };
}

/** Lessons, or another text: some passages of each, half of them asked for. */
async function generalSet(source: string): Promise<SearchSet> {
  const folder = (await stat(source)).isDirectory();
  const files = folder
    ? (await readdir(source, { recursive: true })).filter((file) => file.includes(path.sep) && file.endsWith('.md')).sort().map((file) => path.join(source, file)) // prettier-ignore
    : [source];
  const rng = createRng(1);
  const passages: HeadedPassage[] = [];
  for (const file of rng.shuffle(files).slice(0, generalPages)) {
    const text = (await readFile(file, 'utf8')).replace(/^---\n[\s\S]*?\n---\n/, '');
    passages.push(...sectionsOf(text).slice(0, folder ? generalPassages : Infinity));
  }
  const chosen = new Set(passages.map((_, i) => i).filter((i) => i % 2 === 0));
  return searchSet(passages, chosen, countWords(passages.map(({ text }) => text)), rng.fork('questions'));
}
