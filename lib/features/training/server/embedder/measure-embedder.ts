import { createRng } from '@/lib/core/rng';
import type { Evaluation } from '@/lib/features/runs';
import { bootstrapMean } from '@/lib/ml/eval';
import { createInference } from '@/lib/processes/inference/client';
import { reciprocalRank, type SearchSet, type SearchSets } from '@/lib/processes/workbench/client';

/** What may be lost on lessons: who learns one text may not forget how to search others. */
const generalTolerance = 0.02;

/**
 * How well a sentence encoder's int8 graph, which is the one that serves, finds the held-out passage that a question asks for, among all
 * passages of the text. Rows are questions, with one over the place of the wanted passage. Beside them BM25, and questions on lessons.
 * `start` is the model that the training began with.
 */
export async function measureEmbedder(
  folder: string,
  { own, general }: SearchSets,
  { seed, start, signal }: { readonly seed: number; readonly start?: NonNullable<Evaluation['baseline']>; readonly signal?: AbortSignal },
): Promise<Evaluation> {
  const inference = createInference();
  const client = inference.role('measured', { folder });
  const measure = async ({ documents, queries }: SearchSet) => {
    const vectors = await client.embed([...documents.map(({ text }) => text), ...queries.map(({ text }) => text)], {
      signal,
      deadline: 30 * 60_000,
    });
    const stored = vectors.slice(0, documents.length);
    return queries.map(({ id, passage }, i) => {
      const query = vectors[documents.length + i];
      return { id, value: reciprocalRank(documents, stored.map((vector) => dot(vector, query)), passage) }; // prettier-ignore
    });
  };
  try {
    const rows = await measure(own);
    const others = general ? await measure(general) : [];
    const baseline = own.queries.map(({ id, bm25 }) => ({ id, value: bm25 }));
    const rng = createRng(seed);
    const mean = (of: readonly { value: number }[], label: string) => bootstrapMean(of.map(({ value }) => value), rng.fork(label)); // prettier-ignore
    return {
      score: { name: 'reciprocalRank', higherIsBetter: true },
      rows,
      baseline: start ?? { name: 'BM25', rows: baseline },
      guards: others.length > 0 ? [{ name: 'Questions on lessons', tolerance: generalTolerance, rows: others }] : [],
      metrics: {
        reciprocalRank: mean(rows, 'own'),
        bm25ReciprocalRank: mean(baseline, 'bm25'),
        againstBm25: bootstrapMean(rows.map(({ value }, i) => value - baseline[i].value), rng.fork('difference')), // prettier-ignore
        ...(others.length > 0 ? { generalReciprocalRank: mean(others, 'general') } : {}),
      },
    };
  } finally {
    inference.close();
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
