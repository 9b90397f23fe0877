import type { CurriculumIndex } from './curriculum-index';
import { isAboutProgramming, namedLanguages } from './languages';
import { dot } from './search/search-index';
import { terms } from './terms';

/** Numbers chosen on the tuning half of the learners' questions; see bench/retrieval.ts. */
export interface RankingSettings {
  /** The embedder's share in a concept's score. */
  readonly meaningShare: number;
  /** Taken from lessons in another language than the topic names. */
  readonly otherLanguage: number;
  /** A word in the concept's prose, but in none of its names, covers this share of its weight. */
  readonly proseCoverage: number;
}

export const rankingSettings: RankingSettings = { meaningShare: 0.4, otherLanguage: 0.5, proseCoverage: 0.35 };

export interface RankedConcept {
  readonly id: string;
  readonly title: string;
  /** From 0 to 1 within one answer; comparable with no other. */
  readonly score: number;
  /** Share of the topic's weight that the concept's own names cover, its prose counted in part. */
  readonly coverage: number;
  /** Largest cosine of the topic with a window of the concept; undefined without an embedder. */
  readonly cosine?: number;
}

export interface Ranking {
  /** All concepts, the best first. */
  readonly concepts: readonly RankedConcept[];
  /** Share of the topic's words that any lesson uses. */
  readonly known: number;
  /** Whether the topic names a language or tool. */
  readonly namesLanguage: boolean;
  /** Largest cosine of the topic with what people learn elsewhere; undefined without an embedder. */
  readonly elsewhere?: number;
}

/**
 * All concepts by how well they fit a topic: BM25 over the whole lesson and the cosine of its nearest window, each stretched to its
 * best, the latter above the mean of all. Coverage is a share of idf weight, and a word that no lesson uses weighs as
 * much as the rarest: "pet python" is not covered by knowing "python".
 *
 * @param asked the topic's vector; where it is absent, words alone decide
 */
export function rankConcepts(
  topic: string,
  index: CurriculumIndex,
  asked?: Float32Array,
  settings: RankingSettings = rankingSettings,
): Ranking {
  const { concepts, bm25, usedBy, names, prose, meaning } = index;
  const stems = terms(topic);
  const unique = [...new Set(stems)];
  const weightOf = (term: string): number => Math.log(1 + 1 / Math.max(usedBy.get(term) ?? 0, 1 / concepts.length));
  const total = unique.reduce((sum, term) => sum + weightOf(term), 0);
  const coverageOf = (at: number): number => {
    const covered = unique.reduce(
      (sum, term) => sum + weightOf(term) * (names[at].has(term) ? 1 : prose[at].has(term) ? settings.proseCoverage : 0),
      0,
    );
    return total === 0 ? 0 : covered / total;
  };
  const words = stretched(bm25.scores(stems), 0);
  const cosines = asked && meaning ? meaning.vectors.map((windows) => nearest(asked, windows)) : undefined;
  const near = cosines && stretched(cosines, mean(cosines));
  const share = near ? settings.meaningShare : 0;
  const languages = namedLanguages(topic);
  const ranked = concepts.map(({ id, title, language }, at): RankedConcept => {
    const other = languages.size > 0 && !languages.has(language) ? settings.otherLanguage : 0;
    const score = Math.max(0, (1 - share) * words[at] + share * (near?.[at] ?? 0) - other);
    return { id, title, score, coverage: coverageOf(at), cosine: cosines?.[at] };
  });
  return {
    concepts: ranked.sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1)),
    known: unique.length === 0 ? 0 : unique.filter((term) => usedBy.has(term)).length / unique.length,
    namesLanguage: isAboutProgramming(topic),
    elsewhere: asked && meaning ? nearest(asked, meaning.elsewhere) : undefined,
  };
}

function nearest(asked: Float32Array, vectors: readonly Float32Array[]): number {
  return vectors.reduce((most, vector) => Math.max(most, dot(asked, vector)), -1);
}

/** From `zero` to the largest, as 0 to 1; what lies below is 0. */
function stretched(scores: ArrayLike<number>, zero: number): number[] {
  const list = Array.from(scores);
  const spread = list.reduce((most, score) => Math.max(most, score), -Infinity) - zero;
  return list.map((score) => (spread > 0 ? Math.max(0, score - zero) / spread : 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
