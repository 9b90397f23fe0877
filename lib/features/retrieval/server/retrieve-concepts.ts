import { loadCurriculum } from '@/lib/features/curriculum/server';
import { cosineWithRows } from '@/lib/ml/text';
import { curriculumIndex, type CurriculumIndex } from './curriculum-index';
import { terms } from './terms';

export interface FoundConcept {
  readonly id: string;
  readonly title: string;
  /** From 0 to 1; comparable within one answer only. */
  readonly score: number;
}

export interface Retrieved {
  /** What the topic is about, the best first; empty where the curriculum has nothing on it. */
  readonly concepts: readonly FoundConcept[];
  /** The concepts closest to the topic, whether or not they are on it. */
  readonly nearest: readonly FoundConcept[];
  readonly version: string;
}

/** Share of the topic's weight that a concept's own names must cover to be on that topic at all. */
const leastCoverage = 0.5;
/** A word in the concept's prose, but in none of its names, covers this share of its weight. */
const proseCoverage = 0.35;
/** Concepts that score below this share of the best are another topic. */
const closeToBest = 0.45;
const mostConcepts = 6;
const nearestShown = 5;

/** The concepts of the curriculum that a topic is about. */
export async function retrieveConcepts(topic: string): Promise<Retrieved> {
  const [{ byId }, index] = await Promise.all([loadCurriculum(), curriculumIndex()]);
  const ranked = rank(topic, index).map(({ id, ...rest }) => ({ id, title: byId.get(id)!.title, ...rest }));
  const shown = ({ id, title, score }: FoundConcept): FoundConcept => ({ id, title, score });
  const onTopic = ranked.filter(({ coverage }) => coverage >= leastCoverage);
  return {
    concepts: onTopic
      .filter(({ score }) => score >= onTopic[0].score * closeToBest)
      .slice(0, mostConcepts)
      .map(shown),
    nearest: ranked.slice(0, nearestShown).map(shown),
    version: index.version,
  };
}

export interface RankedConcept {
  readonly id: string;
  readonly score: number;
  readonly coverage: number;
}

/**
 * All concepts by their best passage's weighted cosine, scaled by how much of the topic the concept
 * covers. Coverage is a share of idf weight, and a word that the curriculum never uses weighs as much
 * as its rarest: "python machine learning" is not covered by knowing "python".
 */
export function rank(topic: string, { passages, vectorizer, rows, columnOf, namesOf }: CurriculumIndex): RankedConcept[] {
  const asked = [...new Set(terms(topic))];
  const cosines = cosineWithRows(rows, vectorizer.transform([terms(topic).join(' ')]));
  const rarest = vectorizer.idf.reduce((most, weight) => Math.max(most, weight), 1);
  const weightOf = (term: string) => {
    const column = columnOf.get(term);
    return column === undefined ? rarest : vectorizer.idf[column];
  };
  const total = asked.reduce((sum, term) => sum + weightOf(term), 0);
  const best = new Map<string, number>();
  const prose = new Map<string, Set<string>>();
  passages.forEach(({ conceptId, text, weight }, row) => {
    best.set(conceptId, Math.max(best.get(conceptId) ?? 0, cosines[row] * weight));
    if (cosines[row] === 0) return;
    const used = new Set(terms(text));
    const seen = prose.get(conceptId) ?? new Set<string>();
    asked.filter((term) => used.has(term)).forEach((term) => seen.add(term));
    prose.set(conceptId, seen);
  });
  return [...best]
    .map(([id, cosine]) => {
      const names = namesOf.get(id)!;
      const covered = asked.reduce((sum, term) => {
        if (names.has(term)) return sum + weightOf(term);
        return prose.get(id)?.has(term) ? sum + weightOf(term) * proseCoverage : sum;
      }, 0);
      const coverage = total === 0 ? 0 : covered / total;
      return { id, coverage, score: cosine * coverage };
    })
    .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1));
}
