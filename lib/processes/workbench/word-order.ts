import type { Rng } from '@/lib/core/rng';
import { bootstrapMean } from '@/lib/ml/eval';

/** Fewer words than this are a language without spaces between them. */
const fewestWords = 8;
/** So much likelier, in nats, is prose at least than its words in any order; chance gives a fraction of it. */
const leastGain = 0.04;

/**
 * The words of a text in any order, each line's for themselves, with the spaces where they were: nothing but their order is lost. Of a text
 * without spaces its characters.
 */
export function shuffleWords(text: string, rng: Rng): string {
  if (text.split(/\s+/).filter(Boolean).length < fewestWords) return rng.shuffle([...text]).join('');
  return text
    .split('\n')
    .map((line) => {
      const words = rng.shuffle(line.match(/\S+/g) ?? []);
      return line.replaceAll(/\S+/g, () => words.pop() ?? '');
    })
    .join('\n');
}

/** Whether passages are likelier as they stand than shuffled, by the same model: plainly, and not by chance. */
export function hasOrder(nats: readonly { readonly own: number; readonly shuffled: number }[], rng: Rng): boolean {
  const shares = nats.map(({ own, shuffled }) => (shuffled - own) / shuffled);
  const { value, low } = bootstrapMean(shares, rng.fork('order'), { level: 0.99 });
  return value > leastGain && low > 0;
}
