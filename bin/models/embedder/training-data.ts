import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng, type Rng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { plainText } from '@/lib/features/retrieval/server';
import { headed, wordVectors } from '@/lib/ml/text';
import { createTokenizer, readTokenizerJson, tokenizerFiles, trainBpe, type BpeVocabulary, type Tokenizer } from '@/lib/ml/text/bpe';
import { writeSafetensors } from '@/lib/ml/tensor/safetensors';
import { tensor } from '@/lib/ml/tensor/tensor';
import { packGroups } from '@/lib/processes/trainer/client';
import type { Corpora } from './corpora';
import { curriculumPairs } from './curriculum-pairs';
import { divide } from './held-out';
import { recipe, special, specialTokens } from './recipe';
import { countWords, documentationPairs, questionPairs, together, type AskedText } from './text-pairs';

/** Where the trainer finds its data, and what they are. */
export interface TrainingData {
  readonly tokenizer: Tokenizer;
  readonly files: Readonly<Record<'pairs' | 'pairsHeldOut', string>>;
  /** Weights to start from: the table of words, by the company that each keeps in the texts. */
  readonly start: string;
  readonly counts: Readonly<Record<'texts' | 'pairs' | 'words', number>>;
  /** Words of the training texts by set, with the licence. */
  readonly sources: readonly { readonly set: string; readonly licence: string; readonly words: number }[];
}

/**
 * Learns the vocabulary and writes the tokens of texts and pairs to a folder. The same corpora, curriculum and seed give the same files; a
 * vocabulary and a table of words that stand there already are kept.
 */
export async function prepareTraining(corpora: Corpora, folder: string): Promise<TrainingData> {
  await mkdir(folder, { recursive: true });
  const rng = createRng(recipe.seed);
  const { passages, questions } = divide(corpora);
  const { concepts } = await loadCurriculum();
  const lessons = concepts.map(({ title, short, depth, examples, pitfalls }) =>
    [title, short, depth, ...examples.flatMap(({ intro, notice }) => [intro, notice]), ...pitfalls.map(({ why }) => why)].map(plainText).join('\n'),
  );
  const texts = [...passages.train.map(({ title, headings, text }) => headed([title, ...headings], text)), ...new Set(questions.train.map(({ text }) => text)), ...lessons];
  const frequency = countWords(texts);
  const asked = questions.train.map(({ question }) => question);
  const tokenizer = await keptTokenizer(path.join(folder, 'tokenizer.json'), () =>
    trainBpe([...texts, ...asked], { vocabularySize: recipe.vocabulary, specialTokens, uncased: true }),
  );

  // Each round asks otherwise: other sentences, other words left out.
  const pairs = Array.from({ length: recipe.rounds }, (_, round) => {
    const own = rng.fork(`round ${round}`);
    return [
      ...someBlocks(documentationPairs(passages.train, frequency, own.fork('documentation')), recipe.documentationPairs, own.fork('some')),
      ...questionPairs(questions.train, own.fork('questions')),
      ...curriculumPairs(concepts, frequency, recipe.curriculumRounds, own.fork('curriculum')),
    ];
  }).flat();
  const pairsHeldOut = [
    ...documentationPairs(passages.development, frequency, rng.fork('held-out documentation')),
    ...questionPairs(questions.development, rng.fork('held-out questions')),
  ];
  const [cls, sep] = [tokenizer.special(special.cls), tokenizer.special(special.sep)];
  const encode = (text: string, longest: number): number[] => [cls, ...tokenizer.encode(text).slice(0, longest - 2), sep];
  const { anchorLength, candidateLength } = recipe;
  const packed = (from: readonly AskedText[]): Int32Array => packGroups(from.map(({ anchor, answer }) => [encode(anchor, anchorLength), encode(answer, candidateLength)]));

  const write = async (name: string, integers: Int32Array): Promise<string> => {
    const file = path.join(folder, `${name}.int32`);
    await writeFile(file, new Uint8Array(integers.buffer));
    return file;
  };
  const start = path.join(folder, 'start.safetensors');
  if (!(await exists(start))) {
    const tokens = [...texts, ...asked].map((text) => tokenizer.encode(text));
    const table = scaled(wordVectors(tokens, { vocabulary: tokenizer.size, width: recipe.network.width, rng: rng.fork('word vectors') }));
    const shape = [tokenizer.size, recipe.network.width];
    await writeFile(start, writeSafetensors(new Map([['embeddings.word_embeddings.weight', tensor('float32', shape, table)]])));
  }
  return {
    tokenizer,
    start,
    files: {
      pairs: await write('pairs', packed(pairs)),
      pairsHeldOut: await write('pairs-held-out', packed(pairsHeldOut)),
    },
    counts: { texts: texts.length, pairs: pairs.length, words: texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0) },
    sources: sourcesOf([...passages.train, ...questions.train], lessons),
  };
}

/** The vocabulary that a run of this folder began with – its weights mean nothing with another –, or a new one. */
async function keptTokenizer(file: string, train: () => BpeVocabulary): Promise<Tokenizer> {
  if (await exists(file)) return createTokenizer(readTokenizerJson(JSON.parse(await readFile(file, 'utf8'))));
  const vocabulary = train();
  await writeFile(file, JSON.stringify(tokenizerFiles(vocabulary, special, { modelMaxLength: recipe.network.context }).tokenizer));
  return createTokenizer(vocabulary);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** About so many of the pairs, in whole blocks. */
function someBlocks(pairs: readonly AskedText[], count: number, rng: Rng): AskedText[] {
  const blocks = Array.from({ length: pairs.length / together }, (_, i) => pairs.slice(i * together, (i + 1) * together));
  return rng.shuffle(blocks).slice(0, Math.floor(count / together)).flat();
}

/** Rows of one length, several times that of BERT's fresh ones: position and noise must not drown them. Zero rows get a little of everything. */
function scaled(table: Float32Array): Float32Array {
  const { width } = recipe.network;
  const length = 0.1 * Math.sqrt(width);
  const rng = createRng(recipe.seed).fork('absent words');
  for (let at = 0; at < table.length; at += width) {
    const row = table.subarray(at, at + width);
    const norm = Math.hypot(...row);
    for (let i = 0; i < width; i++) row[i] = norm > 1e-6 ? (row[i] / norm) * length : 0.02 * rng.normal();
  }
  return table;
}

function sourcesOf(records: readonly { readonly set: string; readonly licence: string; readonly text: string; readonly words: number }[], lessons: readonly string[]) {
  const bySet = new Map<string, { set: string; licence: string; words: number; seen: Set<string> }>();
  for (const { set, licence, text, words } of records) {
    const entry = bySet.get(set) ?? { set, licence, words: 0, seen: new Set<string>() };
    bySet.set(set, entry);
    // Several questions are asked about one passage.
    if (!entry.seen.has(text)) entry.words += words;
    entry.seen.add(text);
  }
  const own = { set: 'curriculum', licence: 'MIT, of this repository', words: lessons.join(' ').split(/\s+/).length };
  return [...[...bySet.values()].map(({ set, licence, words }) => ({ set, licence, words })).sort((a, b) => b.words - a.words), own];
}
