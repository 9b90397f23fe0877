import { createRng, type Rng } from '@/lib/core/rng';
import { loadStoryContent, type StoryContent } from '@/lib/features/stories/server/composer/content';
import { specialTokens } from '@/lib/features/stories/server/composer/prefix';
import { createTokenizer, trainBpe, type Tokenizer } from '@/lib/ml/text/bpe';
import type { Fiction, FictionPart, FictionShard } from '../fiction';
import { bareRows, composedRows, nameRows, noteRows, toldRows, type WriterRow } from './rows';
import { wideNames, widenContent } from './widened-content';

/** A row as tokens; those before `from` are not learned. */
export interface TokenizedRow {
  readonly tokens: number[];
  readonly from: number;
}

export interface WriterData {
  readonly tokenizer: Tokenizer;
  readonly train: TokenizedRow[];
  readonly validation: TokenizedRow[];
  /** Tokens by where they come from. */
  readonly mixture: Readonly<Record<string, number>>;
}

/** Shares of the training tokens by source. */
type Mixture = Readonly<Partial<Record<Source, number>>>;
const sources = [
  'composed',
  'told tiny',
  'told simple',
  'told plain',
  'told literary',
  'bare simple',
  'bare plain',
  'bare literary',
  'notes',
  'short notes',
  'repeats',
  'recast',
  'recast notes',
  'renamed tiny',
  'renamed simple',
  'renamed plain',
  'renamed literary',
  'names',
] as const;
type Source = (typeof sources)[number];

export interface WriterStage {
  /** Tokens to prepare; those beyond the last update stay unread. */
  readonly tokens: number;
  readonly seed: number;
  readonly mixture: Mixture;
  /** Updates after which the stage ends; all that its rows give unless said. */
  readonly updates?: number;
  /** Rows an update. */
  readonly batch: number;
  /** Lengths that rows are padded to. */
  readonly lengths: readonly number[];
  readonly shape: 'cosine' | 'constant';
  readonly peak: number;
  readonly warmup: number;
  readonly weightDecay: number;
}

const long = { batch: 20, lengths: [96, 128, 160, 208, 288], shape: 'cosine', peak: 1.2e-3, weightDecay: 0.1 } as const;

/**
 * What the shipped writer was trained by, each stage going on from the one before. After two of them the writer told stories by heart and
 * did not look at the plan; the third teaches copying alone, by sequences that are said twice and by plans as notes, which takes a few
 * hundred short updates instead of millions of tokens; the fourth goes on with everything. After six it began a name that it did not know and
 * ended it as another: since the seventh every name, role, thing and place comes from lists too long to be known by heart, and the last one adds lists of
 * names said twice.
 */
export const writerStages: readonly WriterStage[] = [
  {
    tokens: 6_500_000,
    seed: 1,
    updates: 1000,
    mixture: {
      composed: 0.46,
      'told tiny': 0.05,
      'told simple': 0.13,
      'told plain': 0.14,
      'told literary': 0.03,
      'bare simple': 0.06,
      'bare plain': 0.11,
      'bare literary': 0.02,
    },
    ...long,
    warmup: 100,
  },
  {
    tokens: 5_600_000,
    seed: 2,
    updates: 800,
    mixture: {
      composed: 0.52,
      'told tiny': 0.06,
      'told simple': 0.09,
      'told plain': 0.08,
      'told literary': 0.01,
      'bare simple': 0.06,
      'bare plain': 0.1,
      'bare literary': 0.02,
      notes: 0.06,
    },
    ...long,
    warmup: 100,
  },
  {
    tokens: 1_000_000,
    seed: 3,
    updates: 500,
    mixture: { 'short notes': 0.5, repeats: 0.5 },
    batch: 32,
    lengths: [48, 72, 104],
    shape: 'constant',
    peak: 1e-3,
    warmup: 20,
    weightDecay: 0.02,
  },
  {
    tokens: 2_450_000,
    seed: 4,
    mixture: {
      composed: 0.56,
      'told tiny': 0.07,
      'told simple': 0.08,
      'told plain': 0.07,
      'told literary': 0.01,
      'bare simple': 0.05,
      'bare plain': 0.09,
      'bare literary': 0.01,
      notes: 0.03,
      repeats: 0.03,
    },
    ...long,
    warmup: 40,
  },
  {
    tokens: 8_000_000,
    seed: 6,
    mixture: {
      composed: 0.36,
      'told tiny': 0.05,
      'told simple': 0.11,
      'told plain': 0.14,
      'told literary': 0.03,
      'bare simple': 0.05,
      'bare plain': 0.12,
      'bare literary': 0.02,
      notes: 0.06,
      repeats: 0.06,
    },
    ...long,
    warmup: 60,
  },
  {
    tokens: 480_000,
    seed: 7,
    mixture: {
      composed: 0.3,
      'told tiny': 0.04,
      'told simple': 0.09,
      'told plain': 0.12,
      'told literary': 0.03,
      'bare simple': 0.1,
      'bare plain': 0.22,
      'bare literary': 0.04,
      notes: 0.03,
      repeats: 0.03,
    },
    ...long,
    peak: 4e-4,
    warmup: 10,
  },
  {
    tokens: 6_200_000,
    seed: 8,
    mixture: {
      recast: 0.32,
      'recast notes': 0.06,
      'renamed tiny': 0.04,
      'renamed simple': 0.12,
      'renamed plain': 0.16,
      'renamed literary': 0.03,
      'bare simple': 0.05,
      'bare plain': 0.12,
      'bare literary': 0.02,
      repeats: 0.08,
    },
    ...long,
    peak: 1e-3,
    warmup: 60,
  },
  {
    tokens: 1_950_000,
    seed: 9,
    mixture: {
      recast: 0.36,
      'recast notes': 0.05,
      'renamed tiny': 0.03,
      'renamed simple': 0.11,
      'renamed plain': 0.15,
      'renamed literary': 0.02,
      'bare simple': 0.03,
      'bare plain': 0.1,
      'bare literary': 0.01,
      repeats: 0.06,
      names: 0.08,
    },
    ...long,
    peak: 6e-4,
    warmup: 20,
  },
];

export const endOfText = '<|endoftext|>';
const vocabularySize = 4096;
const [rowTokens, bareCharacters] = [384, 860];

type Shards = Readonly<Record<FictionShard, readonly Fiction[]>>;

/** The rows of one training of about so many tokens, with a tokenizer learned from them unless one is given. The same seed gives the same rows. */
export function prepareWriterData(
  shards: Shards,
  { tokens, seed, mixture }: { readonly tokens: number; readonly seed: number; readonly mixture: Mixture },
  given?: Tokenizer,
): WriterData {
  const rng = createRng(seed);
  const texts = tokenizerTexts(shards, rng.fork('tokenizer'));
  const tokenizer = given ?? createTokenizer(trainBpe(texts, { vocabularySize, specialTokens: [endOfText, ...specialTokens] }));
  const counted: Record<string, number> = {};
  const train: TokenizedRow[] = [];
  for (const source of sources) {
    counted[source] = 0;
    for (const tokenized of tokenizedRows(source, shards, 'train', tokenizer, rng.fork(source))) {
      if (counted[source] >= tokens * (mixture[source] ?? 0)) break;
      if (tokenized.tokens.length > rowTokens + 1) continue;
      train.push(tokenized);
      counted[source] += tokenized.tokens.length;
    }
  }
  const validation = sources.flatMap((source) =>
    take(tokenizedRows(source, shards, 'validation', tokenizer, rng.fork(`validation ${source}`)), Math.ceil(600 * (mixture[source] ?? 0)))
      .filter((row) => row.tokens.length <= rowTokens + 1),
  );
  return { tokenizer, train, validation, mixture: counted };
}

function* tokenizedRows(source: Source, shards: Shards, part: FictionPart, tokenizer: Tokenizer, rng: Rng): Generator<TokenizedRow> {
  if (source === 'repeats') yield* repeats(tokenizer, rng);
  else if (source === 'names') for (const row of nameRows(namesOf(shards), rng)) yield tokenize(tokenizer, row);
  else for (const row of rowsOf(source, shards, part, rng)) yield tokenize(tokenizer, row);
}

/** Any tokens in any order, said twice; only the second time is learned. */
function* repeats(tokenizer: Tokenizer, rng: Rng): Generator<TokenizedRow> {
  const [text, firstMerged] = [tokenizer.special('<|text|>'), 300];
  for (;;) {
    const once = Array.from({ length: 12 + rng.int(24) }, () => firstMerged + rng.int(tokenizer.size - firstMerged));
    yield { tokens: [text, ...once, ...once], from: once.length + 2 };
  }
}

function rowsOf(source: Exclude<Source, 'repeats' | 'names'>, shards: Shards, part: FictionPart, rng: Rng): Iterable<WriterRow> {
  if (source === 'recast') return composedRows(rng, wideContent(shards, rng));
  if (source === 'recast notes') return noteRows(rng, { content: wideContent(shards, rng) });
  if (source === 'composed') return composedRows(rng);
  if (source === 'notes') return noteRows(rng);
  if (source === 'short notes') return noteRows(rng, { before: false });
  const [kind, shard] = source.split(' ') as ['told' | 'renamed' | 'bare', FictionShard];
  // Chapters in any order, and each in one of the two ways only.
  const records = rng
    .shuffle(shards[shard].filter((record) => record.part === part))
    .filter((_, i, all) => (kind === 'bare' ? i < all.length * 0.4 : shard === 'tiny' || i >= all.length * 0.4));
  if (kind === 'bare') return bareRows(records, bareCharacters);
  return toldRows(records, rng, kind === 'renamed' ? namesOf(shards) : undefined);
}

const fictionNames = new WeakMap<Shards, readonly string[]>();

/** Names for whoever a row speaks of: found once for the same fiction. */
function namesOf(shards: Shards): readonly string[] {
  let names = fictionNames.get(shards);
  if (!names) fictionNames.set(shards, (names = wideNames(Object.values(shards).flat(), loadStoryContent().names.heldOut, createRng(0).fork('names'))));
  return names;
}

function wideContent(shards: Shards, rng: Rng): StoryContent {
  return widenContent(loadStoryContent(), namesOf(shards), rng.fork('content'));
}

/** The text before `learnFrom` and the text behind it, tokenized apart. */
function tokenize(tokenizer: Tokenizer, { row, learnFrom }: WriterRow): TokenizedRow {
  const head = tokenizer.encode(row.slice(0, learnFrom), { special: true });
  return { tokens: [...head, ...tokenizer.encode(row.slice(learnFrom), { special: true })], from: head.length };
}

function* tokenizerTexts(shards: Shards, rng: Rng): Generator<string> {
  for (const { row } of take(composedRows(rng.fork('composed')), 6000)) yield row.replaceAll(/<\|\w+\|>/g, ' ');
  for (const shard of ['tiny', 'simple', 'plain'] as const) {
    const records = shards[shard].filter(({ part }) => part === 'train');
    for (const { text } of rng.shuffle(records).slice(0, 320)) yield text.replaceAll(/\s+/g, ' ');
  }
}

function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length >= count) break;
    taken.push(item);
  }
  return taken;
}
