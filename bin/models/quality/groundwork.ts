import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRng } from '@/lib/core/rng';
import type { EstimatorFile, TextKnowledge } from '@/lib/features/stories/server/quality/estimator';
import type { JudgeFile } from '@/lib/features/stories/server/quality/judge';
import { loadNaiveBayes, type NaiveBayesArtifact } from '@/lib/ml/text';
import { loadNeighbours, saveNeighbours } from '@/lib/features/stories/server/quality/features/neighbours-file';
import { readFiction } from '../fiction';
import { makeExamples } from '@/lib/features/stories/server/quality/fitting/examples';
import { fitJudge } from './judge';
import { fitNeighbours, neighbourSizes } from './neighbours';
import { corporaFolder, passageCounts, prepareMaterial, termWeights, type BookRole } from './prepare';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';

/** All that is learned and drawn before a neural model is asked. Plain data. */
export interface Groundwork {
  readonly terms: EstimatorFile['terms'];
  readonly genres: NaiveBayesArtifact;
  readonly neighbours: EstimatorFile['neighbours'];
  readonly judge: JudgeFile;
  readonly passages: Readonly<Record<'fit' | 'points' | 'test', readonly Passage[]>>;
  /** Passages and books by role. */
  readonly counts: Readonly<Record<BookRole, { readonly passages: number; readonly books: number }>>;
}

export interface GroundworkOptions {
  readonly data: string;
  readonly seed: number;
  /** Where it is kept for the next call with the same data and seed. */
  readonly work: string;
  readonly note: (line: string) => void;
}

/** Reads the books, draws the passages, and learns words, genres, neighbours and the second judge; or takes what an earlier call left. */
export async function layGroundwork({ data, seed, work, note }: GroundworkOptions): Promise<Groundwork> {
  const key = createHash('sha256').update(JSON.stringify({ data: path.resolve(data), seed, passageCounts, neighbourSizes })).digest('hex').slice(0, 12);
  const file = path.join(work, `groundwork-${key}.json`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return JSON.parse(kept) as Groundwork;
  note('reading the books');
  const { terms, genres, passages } = prepareMaterial(await readFiction(corporaFolder(data)), seed);
  const rng = createRng(seed);
  note(`learning neighbours from ${passages.words.length} passages`);
  const neighbours = fitNeighbours(passages.words, termWeights(terms), rng.fork('neighbours'));
  note(`fitting the second judge on ${passages.judge.length} passages of its own books`);
  const judged = [...new Set(passages.judge.map(({ book }) => book))];
  const examplesOf = (kept: boolean) => {
    const own = passages.judge.filter(({ book }) => (judged.indexOf(book) % 4 === 0) === kept);
    return makeExamples(own, { rng: rng.fork(`judge ${kept}`), terms: termWeights(terms) });
  };
  const judge = fitJudge(examplesOf(false), examplesOf(true), rng.fork('judge'));
  const roles = Object.keys(passages) as BookRole[];
  const groundwork: Groundwork = {
    terms,
    genres: genres.save(),
    neighbours: saveNeighbours(neighbours),
    judge,
    passages: { fit: passages.fit, points: passages.points, test: passages.test },
    counts: Object.fromEntries(
      roles.map((role) => [role, { passages: passages[role].length, books: new Set(passages[role].map(({ book }) => book)).size }]),
    ) as Groundwork['counts'],
  };
  await mkdir(work, { recursive: true });
  await writeFile(file, JSON.stringify(groundwork));
  return groundwork;
}

/** What is measured is what will be loaded: weights of eight bits, genres as they are stored. */
export function knowledgeOf({ terms, genres, neighbours }: Pick<Groundwork, 'terms' | 'genres' | 'neighbours'>): Omit<TextKnowledge, 'seams'> {
  return {
    terms: termWeights(terms),
    genres: loadNaiveBayes(genres),
    neighbours: loadNeighbours(neighbours),
  };
}
