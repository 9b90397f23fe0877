import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { inference } from '@/lib/features/models/server';
import { addMeaning, indexedTexts, indexWords, type CurriculumIndex } from '@/lib/features/retrieval/server/curriculum-index';
import { loadEvaluationSets, type LearnerQuestions } from '@/lib/features/retrieval/server/evaluation-sets';
import { rankTopic, select, selectionSettings } from '@/lib/features/retrieval/server/retrieve-concepts';
import { bootstrapStatistic, recallAt, reciprocalRankAt } from '@/lib/ml/eval';
import { report, type BenchResult } from './harness/report';
import { tfidfRetrieval } from './harness/tfidf-retrieval';

/** What one question came to. */
interface Asked {
  /** The first of its answers; questions on one concept rise and fall together. */
  readonly concept: string;
  readonly values: Readonly<Record<Metric, number>>;
}

const metrics = ['answered@1', 'answered@3', 'recall@1', 'recall@3', 'mrr@10', 'refused'] as const;
type Metric = (typeof metrics)[number];

const topicsGoal = 24;

/** A way of finding concepts: all that fit, the best first, and those that the topic is about. */
interface Way {
  readonly name: string;
  find(topic: string): Promise<{ readonly ranking: readonly string[]; readonly found: readonly string[] }>;
}

/** Retrieval by TF-IDF alone, by BM25, and by BM25 with the embedder: on learners' questions, on topics that have lessons, and on those that have none. */
export async function bench({ resamples = 2000 }: { readonly resamples?: number } = {}): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'loam-retrieval-'));
  try {
    const curriculum = await loadCurriculum();
    const tfidf = tfidfRetrieval(curriculum.concepts);
    const words = indexWords(curriculum);
    const both = await addMeaning(words, folder);
    const ways: Way[] = [
      { name: 'TF-IDF alone', find: async (topic) => ({ ranking: tfidf.rank(topic), found: tfidf.retrieve(topic) }) },
      indexed('BM25 alone', words),
      indexed('BM25 and embedder', both),
    ];
    const { questions, topics } = await loadEvaluationSets();
    const rows: BenchResult['rows'][number][] = [];
    const perHalf = new Map<string, readonly Asked[]>();
    for (const way of ways) {
      for (const half of ['tune', 'test'] as const) {
        const asked = await askAll(way, questions[half]);
        perHalf.set(`${way.name} ${half}`, asked);
        rows.push({ case: `${half}: ${way.name}`, questions: asked.length, ...measured(asked, resamples) });
      }
    }
    const product = ways[ways.length - 1];
    const wanted = await Promise.all(
      topics.wanted.map(async ({ topic, concepts }) => {
        const { found } = await product.find(topic);
        return { topic, found, missing: concepts.filter((id) => !found.includes(id)), some: concepts.some((id) => found.includes(id)) };
      }),
    );
    const answered = await Promise.all(topics.refused.map(async (topic) => ({ topic, found: (await product.find(topic)).found })));
    const [missed, accepted] = [wanted.filter(({ missing }) => missing.length > 0), answered.filter(({ found }) => found.length > 0)];
    const [led, refused] = [wanted.length - missed.length, answered.length - accepted.length];
    const gains = (['recall@3', 'mrr@10'] as const).map((metric) => {
      const gain = gainOf(perHalf.get('BM25 and embedder test')!, perHalf.get('TF-IDF alone test')!, metric, resamples);
      return `Gain over TF-IDF alone on the test half, ${metric}: ${gain.value.toFixed(3)} (${gain.low.toFixed(3)} to ${gain.high.toFixed(3)}), paired.`;
    });
    return {
      title: `Retrieval of concepts: ${questions.tune.length + questions.test.length} learners' questions, ${wanted.length} topics, ${answered.length} topics to refuse`,
      rows,
      goals: [
        {
          name: 'topics that lead to all concepts wanted',
          value: led,
          goal: `≥ ${topicsGoal} of ${wanted.length}`,
          met: led >= topicsGoal,
        },
        {
          name: 'topics without lessons that are refused',
          value: refused,
          goal: `= ${answered.length}`,
          met: refused === answered.length,
        },
      ],
      notes: [
        'answered@k: share of questions with at least one answer among the first k; recall@k: mean share of the answers among the first k. ' +
          'Both, and mrr@10, rank all concepts; refused: share of questions for which retrieval finds nothing at all.',
        `Settings were chosen on the tuning half; that up to ten concepts are kept, with a look at the topics. Intervals: 95 %, ${resamples} bootstrap resamples of concepts with all their questions.`,
        ...gains,
        await marginsNote(both, questions.tune),
        await elsewhereNote(both),
        `Topics that lead to at least one concept wanted: ${wanted.filter(({ some }) => some).length}; refused: ${wanted.filter(({ found }) => found.length === 0).length}.`,
        ...missed.map(
          ({ topic, missing, found }) => `Missed for “${topic}”: ${missing.join(', ')}; found ${found.join(', ') || 'nothing'}.`,
        ),
        ...accepted.map(({ topic, found }) => `Not refused: “${topic}”, found ${found.join(', ')}.`),
      ],
    };
  } finally {
    inference(folder).close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function indexed(name: string, index: CurriculumIndex): Way {
  return {
    name,
    async find(topic) {
      const ranking = await rankTopic(topic, index);
      return {
        ranking: ranking.concepts.flatMap(({ id, score }) => (score > 0 ? [id] : [])),
        found: select(ranking).map(({ id }) => id),
      };
    },
  };
}

/** What `leastMargin` was chosen by: how much nearer than anything elsewhere the lessons are to questions that name no language. */
async function marginsNote(index: CurriculumIndex, tune: LearnerQuestions['tune']): Promise<string> {
  const margins: number[] = [];
  for (const { question } of tune) {
    const { concepts, namesLanguage, elsewhere } = await rankTopic(question, index);
    if (!namesLanguage && elsewhere !== undefined) margins.push(Math.max(...concepts.map(({ cosine = -1 }) => cosine)) - elsewhere);
  }
  const { leastMargin } = selectionSettings;
  const [lost, kept] = [margins.filter((margin) => margin < leastMargin), margins.filter((margin) => margin >= leastMargin)];
  return `Least margin ${leastMargin}: ${lost.length} of the tuning half fall below it, the last by ${Math.max(...lost).toFixed(3)}; the first that is kept has ${Math.min(...kept).toFixed(3)}.`;
}

/** How well what is learned elsewhere is told from what is learned here, on topics that the index does not have. */
async function elsewhereNote(index: CurriculumIndex): Promise<string> {
  const { elsewhere: lines } = await indexedTexts([]);
  const { meaning } = index;
  let refused = 0;
  for (const [at, line] of lines.entries()) {
    const without = meaning && { ...index, meaning: { ...meaning, elsewhere: meaning.elsewhere.filter((_, other) => other !== at) } };
    if (select(await rankTopic(line, without ?? index)).length === 0) refused++;
  }
  return `Of ${lines.length} topics that are learned elsewhere, each asked while the index does not have it, ${refused} are refused.`;
}

/** One question after the other: the embedder lets few wait. */
async function askAll(way: Way, questions: LearnerQuestions['tune']): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const { question, concepts } of questions) {
    const { ranking, found } = await way.find(question);
    const answers = new Map(concepts.map((id) => [id, 1]));
    asked.push({
      concept: concepts[0],
      values: {
        'answered@1': Math.ceil(recallAt(ranking, answers, 1)),
        'answered@3': Math.ceil(recallAt(ranking, answers, 3)),
        'recall@1': recallAt(ranking, answers, 1),
        'recall@3': recallAt(ranking, answers, 3),
        'mrr@10': reciprocalRankAt(ranking, answers, 10),
        refused: found.length === 0 ? 1 : 0,
      },
    });
  }
  return asked;
}

/** Each metric's mean over questions with its bounds, as columns. */
function measured(asked: readonly Asked[], resamples: number): Record<string, number> {
  const columns = metrics.map((metric) => {
    const { value, low, high } = meanOf(asked.map(({ concept, values }) => ({ concept, value: values[metric] })), resamples); // prettier-ignore
    return { [metric]: value, [`${metric} low`]: low, [`${metric} high`]: high };
  });
  return Object.assign({}, ...columns) as Record<string, number>;
}

function gainOf(candidate: readonly Asked[], baseline: readonly Asked[], metric: Metric, resamples: number) {
  return meanOf(candidate.map(({ concept, values }, i) => ({ concept, value: values[metric] - baseline[i].values[metric] })), resamples); // prettier-ignore
}

/** The mean over questions; concepts are drawn anew with all their questions. */
function meanOf(asked: readonly { readonly concept: string; readonly value: number }[], resamples: number) {
  const byConcept = [...new Set(asked.map(({ concept }) => concept))].map((concept) => asked.filter((one) => one.concept === concept));
  const mean = (groups: readonly (typeof byConcept)[number][]): number => {
    const values = groups.flat().map(({ value }) => value);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return bootstrapStatistic(byConcept, mean, createRng(20), { resamples });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) report(await bench());
