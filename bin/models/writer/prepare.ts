import { createRng, type Rng } from '@/lib/core/rng';
import { specialTokens } from '@/lib/features/stories/server/composer/prefix';
import { createTokenizer, trainBpe, type Tokenizer } from '@/lib/ml/text/bpe';
import type { Fiction, FictionPart, FictionShard } from '../fiction';
import { bareRows, composedRows, noteRows, toldRows, type WriterRow } from './rows';

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
type Mixture = Readonly<Record<Source, number>>;
const sources = ['composed', 'told tiny', 'told simple', 'told plain', 'told literary', 'bare simple', 'bare plain', 'bare literary', 'notes'] as const;
type Source = (typeof sources)[number];

/**
 * What the shipped writer was trained by, in two stages with rows of their own. The first half of the first stage showed that the plan
 * was not yet looked at; the second has more planned rows for that, and notes.
 */
export const writerStages = [
  {
    tokens: 6_500_000,
    seed: 1,
    /** Updates after which the stage ends, of those that its rows would give. */
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
      notes: 0,
    },
  },
  {
    tokens: 5_600_000,
    seed: 2,
    updates: undefined,
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
  },
] as const;
export type WriterStage = (typeof writerStages)[number];

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
    for (const row of rowsOf(source, shards, 'train', rng.fork(source))) {
      if (counted[source] >= tokens * mixture[source]) break;
      const tokenized = tokenize(tokenizer, row);
      if (tokenized.tokens.length > rowTokens + 1) continue;
      train.push(tokenized);
      counted[source] += tokenized.tokens.length;
    }
  }
  const validation = sources.flatMap((source) =>
    take(rowsOf(source, shards, 'validation', rng.fork(`validation ${source}`)), Math.ceil(600 * mixture[source]))
      .map((row) => tokenize(tokenizer, row))
      .filter((row) => row.tokens.length <= rowTokens + 1),
  );
  return { tokenizer, train, validation, mixture: counted };
}

function rowsOf(source: Source, shards: Shards, part: FictionPart, rng: Rng): Iterable<WriterRow> {
  if (source === 'composed') return composedRows(rng);
  if (source === 'notes') return noteRows(rng);
  const [kind, shard] = source.split(' ') as ['told' | 'bare', FictionShard];
  // Chapters in any order, and each in one of the two ways only.
  const records = rng
    .shuffle(shards[shard].filter((record) => record.part === part))
    .filter((_, i, all) => (kind === 'bare' ? i < all.length * 0.4 : shard === 'tiny' || i >= all.length * 0.4));
  return kind === 'bare' ? bareRows(records, bareCharacters) : toldRows(records, rng);
}

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
