import { createRng } from '@/lib/core/rng';
import { writeStoryInput } from '@/lib/features/stories';
import { evaluationPrompts, openWriter, shippedJudge, tellStory } from '@/lib/features/stories/server';
import { createCopyIndex, distinctN } from '@/lib/ml/eval';
import { words } from '@/lib/ml/text';
import { storyStyles } from '@/lib/vocabulary/stories';
import type { BlindPair, StoriesOutcome } from '../fine-tune-schemas';

/** Stories told by both, and pairs that are judged blindly. */
export const pairsTold = 10;

export interface StoryComparison {
  /** name@version of the model that was made, and of the one that it is measured against. */
  readonly candidate: string;
  readonly other: string;
  readonly dataDir: string;
  /** What the candidate has read. */
  readonly taught: readonly string[];
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onPair?: (done: number, of: number) => void;
}

/**
 * Has two models tell stories of the same plans, from prompts that neither has read. Beside the points of the second judge it says how
 * varied the words are and the longest run of words that stands in what the candidate has read, too.
 */
export async function compareStories(comparison: StoryComparison): Promise<{ outcome: StoriesOutcome; pairs: BlindPair[] }> {
  const { dataDir, seed, signal, onPair } = comparison;
  const [candidate, other] = [await openWriter(comparison.candidate, dataDir), await openWriter(comparison.other, dataDir)];
  const judge = await shippedJudge();
  const rng = createRng(seed).fork('pairs');
  const prompts = rng.shuffle(evaluationPrompts()).slice(0, pairsTold);
  const told: { readonly prompt: string; readonly genre: BlindPair['genre']; readonly candidate: string; readonly other: string }[] = [];
  for (const [i, prompt] of prompts.entries()) {
    const input = writeStoryInput.parse({
      prompt,
      style: i % 2 === 0 ? 'plain' : rng.pick(storyStyles),
      seed: rng.int(2 ** 32),
      mode: 'checked',
    });
    const by = async ({ writer }: typeof candidate) => tellStory(input, { writer, signal });
    const [first, second] = [await by(candidate), await by(other)];
    told.push({ prompt, genre: first.genre, candidate: first.text, other: second.text });
    onPair?.(i + 1, prompts.length);
  }
  const measure = (texts: readonly string[]): StoriesOutcome['after'] => ({
    judge: mean(texts.map(judge)),
    distinct: [1, 2, 3].map((n) => distinctN(texts.map(tokens), n)),
    longest_copied: longestCopied(texts, comparison.taught),
  });
  return {
    outcome: {
      stories: told.length,
      before: measure(told.map((pair) => pair.other)),
      after: measure(told.map((pair) => pair.candidate)),
      against: comparison.other,
    },
    pairs: told.map(({ prompt, genre, ...texts }) => {
      const candidateIs = rng.pick(['a', 'b'] as const);
      const [a, b] = candidateIs === 'a' ? [texts.candidate, texts.other] : [texts.other, texts.candidate];
      return { prompt, genre, a, b, candidateIs, choice: null };
    }),
  };
}

function tokens(text: string): string[] {
  return words(text, { shortest: 1 });
}

/** Words of the longest run that stands in one of the texts that were read. */
export function longestCopied(told: readonly string[], taught: readonly string[]): number {
  const ids = new Map<string, number>();
  const known = taught.map((text) => Int32Array.from(tokens(text), (word) => ids.get(word) ?? (ids.set(word, ids.size), ids.size - 1)));
  if (ids.size === 0) return 0;
  const index = createCopyIndex(known);
  // A word that was never read equals none, not even itself.
  return Math.max(0, ...told.map((text) => index.longestCopied(Int32Array.from(tokens(text), (word) => ids.get(word) ?? ids.size)).length));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
