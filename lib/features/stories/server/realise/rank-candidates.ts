import type { ModelClient } from '@/lib/processes/inference/client';

export interface Ranked {
  readonly text: string;
  readonly tokens: number;
  readonly logLikelihood: number;
}

/** What a word that stands in the story already costs, in nats a token of context gain. */
const repetitionCost = 0.6;
/** A beat is read again with its end, so that a text that breaks off is not preferred. */
const end = '<|end|>';

/**
 * A score a candidate, higher is better: context gain – how much likelier a text is after the story so far than without it, in nats a token –
 * less the share of its longer words that the story has used. Likelihood itself says little: what is sampled is likelier than what people write.
 */
export async function rankCandidates(
  candidates: readonly Ranked[],
  { before, prefixWithoutBefore }: { readonly before: string; readonly prefixWithoutBefore: string },
  client: Pick<ModelClient, 'score'>,
  signal?: AbortSignal,
): Promise<number[]> {
  const repeated = candidates.map(({ text }) => repetitionCost * repeatedShare(text, before));
  if (before === '') return repeated.map((cost) => -cost);
  const alone = await client.score(
    candidates.map(({ text }) => `${text}${end}`),
    { after: prefixWithoutBefore, special: true, signal },
  );
  return candidates.map(({ logLikelihood, tokens }, i) => {
    const sum = alone[i].reduce((total, score) => total + score, 0);
    return logLikelihood / tokens - sum / Math.max(1, alone[i].length) - repeated[i];
  });
}

function repeatedShare(text: string, before: string): number {
  const said = new Set(longWords(before));
  const words = longWords(text);
  return words.length === 0 ? 0 : words.filter((word) => said.has(word)).length / words.length;
}

function longWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
}
