import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { plainText } from '@/lib/features/retrieval/server';
import { createTokenizer, trainBpe, type Tokenizer } from '@/lib/ml/text/bpe';
import { packGroups, packTexts } from '@/lib/processes/trainer/client';
import type { Corpora } from './corpora';
import { curriculumPairs } from './curriculum-pairs';
import { divide } from './held-out';
import { recipe, special, specialTokens } from './recipe';
import { countWords, documentationPairs, headed, questionPairs, type AskedText } from './text-pairs';

/** Where the trainer finds its data, and what they are. */
export interface TrainingData {
  readonly tokenizer: Tokenizer;
  readonly files: Readonly<Record<'masked' | 'maskedHeldOut' | 'pairs' | 'pairsHeldOut', string>>;
  readonly counts: Readonly<Record<'texts' | 'pairs' | 'words', number>>;
  /** Words of the training texts by set, with the licence. */
  readonly sources: readonly { readonly set: string; readonly licence: string; readonly words: number }[];
}

/** Learns the vocabulary and writes the tokens of texts and pairs to a folder. The same corpora, curriculum and seed give the same files. */
export async function prepareTraining(corpora: Corpora, folder: string): Promise<TrainingData> {
  const rng = createRng(recipe.seed);
  const { passages, questions } = divide(corpora);
  const { concepts } = await loadCurriculum();
  const lessons = concepts.map(({ title, short, depth, examples, pitfalls }) =>
    [title, short, depth, ...examples.flatMap(({ intro, notice }) => [intro, notice]), ...pitfalls.map(({ why }) => why)].map(plainText).join('\n'),
  );
  const texts = [...passages.train.map(({ title, headings, text }) => headed([title, ...headings], text)), ...new Set(questions.train.map(({ text }) => text)), ...lessons];
  const frequency = countWords(texts);
  const asked = questions.train.map(({ question }) => question);
  const tokenizer = createTokenizer(trainBpe([...texts, ...asked], { vocabularySize: recipe.vocabulary, specialTokens, uncased: true }));

  const pairs = [
    ...documentationPairs(passages.train, frequency, rng.fork('documentation')),
    ...questionPairs(questions.train, rng.fork('questions')),
    ...curriculumPairs(concepts, frequency, recipe.curriculumRounds, rng.fork('curriculum')),
  ];
  const pairsHeldOut = [
    ...documentationPairs(passages.development, frequency, rng.fork('held-out documentation')),
    ...questionPairs(questions.development, rng.fork('held-out questions')),
  ];
  const [cls, sep] = [tokenizer.special(special.cls), tokenizer.special(special.sep)];
  const encode = (text: string, longest: number): number[] => [cls, ...tokenizer.encode(text).slice(0, longest - 2), sep];
  const { context } = recipe.network;
  const { anchorLength, candidateLength } = recipe.contrastive;
  const packed = (from: readonly AskedText[]): Int32Array => packGroups(from.map(({ anchor, answer }) => [encode(anchor, anchorLength), encode(answer, candidateLength)]));
  const masked = (from: readonly string[]): Int32Array => packTexts(from.map((text) => ({ tokens: encode(text, context) })));

  await mkdir(folder, { recursive: true });
  const write = async (name: string, integers: Int32Array): Promise<string> => {
    const file = path.join(folder, `${name}.int32`);
    await writeFile(file, new Uint8Array(integers.buffer));
    return file;
  };
  const shuffledHeldOut = rng.fork('held-out texts').shuffle(passages.development.map(({ text }) => text)).slice(0, 640);
  return {
    tokenizer,
    files: {
      masked: await write('masked', masked(texts)),
      maskedHeldOut: await write('masked-held-out', masked(shuffledHeldOut)),
      pairs: await write('pairs', packed(pairs)),
      pairsHeldOut: await write('pairs-held-out', packed(pairsHeldOut)),
    },
    counts: { texts: texts.length, pairs: pairs.length, words: texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0) },
    sources: sourcesOf([...passages.train, ...questions.train], lessons),
  };
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
