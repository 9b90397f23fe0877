import { createRng, type Rng } from '@/lib/core/rng';
import { bootstrapStatistic, fitKneserNey, type Interval } from '@/lib/ml/eval';
import type { Tokenizer } from '@/lib/ml/text/bpe';
import { createInference } from '@/lib/processes/inference/client';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { Fiction } from '../fiction';
import { bareRows } from './rows';

/** What a writer and a trigram model think of the same held-out prose. Losses in nats a token, intervals over chapters. */
export interface HeldOutProse {
  readonly perGenre: Readonly<Partial<Record<Genre, Compared>>>;
  readonly all: Compared;
}

interface Compared {
  readonly loss: Interval;
  readonly perplexity: Interval;
  readonly trigramLoss: Interval;
  /** Writer − trigram, paired: below zero the writer is better. */
  readonly difference: Interval;
  readonly books: readonly string[];
  readonly chapters: number;
  readonly tokens: number;
}

/** One chapter: sums of negative log-likelihoods over its windows. */
interface Chapter {
  readonly book: string;
  readonly genres: readonly string[];
  tokens: number;
  writer: number;
  trigram: number;
}

const [chaptersAGenre, windowsAChapter, windowCharacters] = [24, 3, 860];

/**
 * Measures the writer of a folder on whole books that it has not seen, without any plan, against an interpolated Kneser-Ney
 * trigram of the very tokens that it was taught.
 */
export async function measureHeldOutProse(
  folder: string,
  { records, taught, tokenizer }: { readonly records: readonly Fiction[]; readonly taught: readonly (readonly number[])[]; readonly tokenizer: Tokenizer },
): Promise<HeldOutProse> {
  const rng = createRng(1);
  const { chapters, windows } = chooseWindows(records, tokenizer, rng.fork('windows'));
  const trigram = fitKneserNey(taught, { order: 3, vocabularySize: tokenizer.size });
  const scored = await score(folder, windows);
  windows.forEach(({ chapter, tokens }, i) => {
    const learned = tokens.slice(1);
    chapter.tokens += learned.length;
    chapter.writer -= sum(scored.int8[i]);
    chapter.trigram -= sum(trigram.logLikelihoods(learned));
  });
  const compare = (own: readonly Chapter[], label: string): Compared => {
    const loss = (of: (chapter: Chapter) => number) => (sample: readonly Chapter[]) => sum(sample.map(of)) / sum(sample.map(({ tokens }) => tokens));
    const interval = (of: (chapter: Chapter) => number) => bootstrapStatistic(own, loss(of), rng.fork(label));
    const writer = interval((chapter) => chapter.writer);
    return {
      loss: writer,
      perplexity: { value: Math.exp(writer.value), low: Math.exp(writer.low), high: Math.exp(writer.high) },
      trigramLoss: interval((chapter) => chapter.trigram),
      difference: interval((chapter) => chapter.writer - chapter.trigram),
      books: [...new Set(own.map(({ book }) => book))],
      chapters: own.length,
      tokens: sum(own.map(({ tokens }) => tokens)),
    };
  };
  return {
    perGenre: Object.fromEntries(
      genres.flatMap((genre) => {
        const own = chapters.filter((chapter) => chapter.genres.includes(genre));
        return own.length > 1 ? [[genre, compare(own, genre)]] : [];
      }),
    ),
    all: compare(chapters, 'all'),
  };
}

/** The same chapters and windows for a seed: of each genre so many chapters, in order of a shuffle. */
function chooseWindows(records: readonly Fiction[], tokenizer: Tokenizer, rng: Rng) {
  const test = rng.shuffle(records.filter(({ part }) => part === 'test'));
  const chosen = new Set(genres.flatMap((genre) => test.filter((record) => record.genres.includes(genre)).slice(0, chaptersAGenre)));
  const chapters: Chapter[] = [];
  const windows: { chapter: Chapter; tokens: number[] }[] = [];
  for (const record of chosen) {
    const chapter: Chapter = { book: record.book, genres: record.genres, tokens: 0, writer: 0, trigram: 0 };
    chapters.push(chapter);
    for (const { row } of rng.shuffle([...bareRows([record], windowCharacters)]).slice(0, windowsAChapter)) {
      windows.push({ chapter, tokens: tokenizer.encode(row, { special: true }) });
    }
  }
  return { chapters, windows };
}

async function score(folder: string, windows: readonly { readonly tokens: readonly number[] }[]) {
  const inference = createInference();
  try {
    const texts = windows.map(({ tokens }) => Int32Array.from(tokens));
    return { int8: await inference.role('measured', { folder, precision: 'int8' }).score(texts, { deadline: 30 * 60_000 }) };
  } finally {
    inference.close();
  }
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
