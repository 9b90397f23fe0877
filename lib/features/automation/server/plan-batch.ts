import { z } from 'zod';
import { createRng, type Rng } from '@/lib/core/rng';
import { tellingVoices, type TellingVoice } from '@/lib/vocabulary/auto-training';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import { storyStyles, type StoryStyle } from '@/lib/vocabulary/stories';
import { ownStyleSchema } from '../schemas';

/** All that is decided before the first text is told: the same plan and models make the same examples. */
export const batchPlanSchema = z.object({
  numExamples: z.int(),
  /** None for all in turn. */
  genres: z.array(z.enum(genres)),
  seed: z.int(),
  storeInMemory: z.boolean(),
  /** Tellings of each text. */
  candidates: z.int(),
  voices: z.array(z.enum(tellingVoices)).min(1),
  /** The person's prompts as they were. */
  ownPrompts: z.array(z.object({ genre: z.enum(genres), prompt: z.string() })),
  /** The person's styles as they were. */
  ownStyles: z.array(ownStyleSchema.omit({ id: true })).default([]),
  /** What each voice tells at least; null for {@link guaranteedShare} divided evenly. */
  shares: z.partialRecord(z.enum(tellingVoices), z.number()).nullable().default(null),
  budgetMinutes: z.number().nullable(),
});
export type BatchPlan = z.output<typeof batchPlanSchema>;
export type PlannedStyle = BatchPlan['ownStyles'][number];

/** One text to tell. */
export interface PlannedText {
  readonly position: number;
  readonly genre: Genre;
  readonly prompt: string;
  readonly style: StoryStyle;
  /** A style of the person's own on top of it. */
  readonly ownStyle?: PlannedStyle;
  readonly seed: number;
  /** Kept for one voice, or open to the best of all. */
  readonly voice: TellingVoice | 'open';
}

/**
 * Of all texts this share is divided evenly among the voices, whatever their scores: the composer outscores the writer, and a writer
 * that learned from the composer alone would learn nothing new. The rest goes to the best.
 */
export const guaranteedShare = 0.6;

/** Every third text has no style of its own. */
const plainShare = 1 / 3;

/** The texts of a collection. Genres, prompts and styles come round evenly, each in an order drawn by the seed. */
export function planBatch(
  { numExamples, genres: asked, seed, voices, ownPrompts, ownStyles, shares }: BatchPlan,
  prompts: Readonly<Record<Genre, readonly string[]>>,
): PlannedText[] {
  const rng = createRng(seed);
  const genreOf = inTurn(asked.length > 0 ? asked : genres, rng.fork('genres'));
  const styleOf = inTurn<StoryStyle | PlannedStyle>([...storyStyles.slice(1), ...ownStyles], rng.fork('styles'));
  const plain = rng.fork('plain');
  const promptsOf = new Map<Genre, () => string>();
  const promptOf = (genre: Genre): string => {
    let next = promptsOf.get(genre);
    if (!next) {
      const own = ownPrompts.filter((each) => each.genre === genre).map(({ prompt }) => prompt);
      promptsOf.set(genre, (next = inTurn([...prompts[genre], ...own], rng.fork(`prompts ${genre}`))));
    }
    return next();
  };
  const kept = keptVoices(numExamples, voices, shares, rng.fork('voices'));
  const seeds = rng.fork('seeds');
  return kept.map((voice, position) => {
    const genre = genreOf();
    const style = plain.next() < plainShare ? 'plain' : styleOf();
    return {
      position,
      genre,
      prompt: promptOf(genre),
      ...(typeof style === 'string' ? { style } : { style: style.base, ownStyle: style }),
      seed: seeds.int(2 ** 32),
      voice,
    };
  });
}

function keptVoices(count: number, voices: readonly TellingVoice[], shares: BatchPlan['shares'], rng: Rng): (TellingVoice | 'open')[] {
  if (voices.length === 1) return Array.from({ length: count }, () => voices[0]);
  const shareOf = (voice: TellingVoice): number => (shares ? (shares[voice] ?? 0) : guaranteedShare / voices.length);
  // A third of ten is three, whatever binary fractions say of it.
  const kept = voices.flatMap((voice) => Array.from({ length: Math.floor(count * shareOf(voice) + 1e-9) }, () => voice));
  return rng.shuffle([...kept, ...Array.from({ length: Math.max(0, count - kept.length) }, () => 'open' as const)]);
}

/** Goes through a list again and again, each time in another order. */
function inTurn<T>(items: readonly T[], rng: Rng): () => T {
  let round: T[] = [];
  return () => {
    if (round.length === 0) round = rng.shuffle(items);
    return round.pop()!;
  };
}
