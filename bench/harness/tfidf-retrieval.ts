import type { Concept } from '@/lib/features/curriculum';
import { terms } from '@/lib/features/retrieval/server/terms';
import { cosineWithRows, fitTfidf } from '@/lib/ml/text';

/** Share of the topic's weight that a concept's own names must cover to be on that topic at all. */
const leastCoverage = 0.5;
/** A word in the concept's prose, but in none of its names, covers this share of its weight. */
const proseCoverage = 0.35;
/** Concepts that score below this share of the best are another topic. */
const closeToBest = 0.45;
const mostConcepts = 6;

interface Found {
  readonly id: string;
  readonly score: number;
  readonly coverage: number;
}

/** Retrieval by TF-IDF alone: what the search by words and meaning is measured against. */
export interface TfidfRetrieval {
  /** All concepts that share a word with the topic, the best first. */
  rank(topic: string): string[];
  /** Those that the topic is about. */
  retrieve(topic: string): string[];
}

/**
 * Concepts by their best passage's weighted cosine, scaled by how much of the topic's idf weight their names and, in part, their
 * prose cover.
 */
export function tfidfRetrieval(concepts: readonly Concept[]): TfidfRetrieval {
  const passages = concepts.flatMap(passagesOf);
  const texts = passages.map(({ text }) => terms(text).join(' '));
  const vectorizer = fitTfidf(texts, { ngramRange: [1, 2], sublinearTf: true });
  const rows = vectorizer.transform(texts);
  const columnOf = new Map(vectorizer.terms.map((term, column) => [term, column]));
  const namesOf = new Map(concepts.map(({ id, title, keywords }) => [id, new Set(terms([title, ...keywords].join('. ')))]));
  const rarest = vectorizer.idf.reduce((most, weight) => Math.max(most, weight), 1);
  const weightOf = (term: string): number => {
    const column = columnOf.get(term);
    return column === undefined ? rarest : vectorizer.idf[column];
  };
  const rankAll = (topic: string): Found[] => {
    const asked = [...new Set(terms(topic))];
    const cosines = cosineWithRows(rows, vectorizer.transform([terms(topic).join(' ')]));
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
        const weightCovered = (term: string): number => (namesOf.get(id)!.has(term) ? 1 : prose.get(id)?.has(term) ? proseCoverage : 0);
        const covered = asked.reduce((sum, term) => sum + weightOf(term) * weightCovered(term), 0);
        const coverage = total === 0 ? 0 : covered / total;
        return { id, coverage, score: cosine * coverage };
      })
      .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1));
  };
  return {
    rank: (topic) => rankAll(topic).flatMap(({ id, score }) => (score > 0 ? [id] : [])),
    retrieve(topic) {
      const onTopic = rankAll(topic).filter(({ coverage }) => coverage >= leastCoverage);
      return onTopic
        .filter(({ score }) => score >= onTopic[0].score * closeToBest)
        .slice(0, mostConcepts)
        .map(({ id }) => id);
    },
  };
}

/** The passages of a concept with how much a find in each counts: its name and the words learners use for it count most. */
function passagesOf({ id: conceptId, title, keywords, objectives, short, depth, examples, pitfalls, exercise }: Concept) {
  const inside = (heading: string, text: string, weight: number) => ({ conceptId, text: `${heading}. ${text}`, weight });
  return [
    { conceptId, text: [title, title, ...keywords].join('. '), weight: 1 },
    inside(title, objectives.join(' '), 0.7),
    inside(title, short, 0.5),
    inside(title, depth, 0.4),
    ...examples.map((example) => inside(example.title, `${example.intro} ${example.notice}`, 0.4)),
    ...pitfalls.map((pitfall) => inside(pitfall.title, `${pitfall.intro} ${pitfall.why}`, 0.4)),
    inside(exercise.title, exercise.task, 0.3),
  ];
}
