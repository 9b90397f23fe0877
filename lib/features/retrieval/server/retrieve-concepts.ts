import { curriculumIndex, type CurriculumIndex } from './curriculum-index';
import { rankConcepts, type RankedConcept, type Ranking } from './rank-concepts';

export interface FoundConcept {
  readonly id: string;
  readonly title: string;
  /** From 0 to 1; comparable within one answer only. */
  readonly score: number;
  /** Whether the topic says its name, and not only what it is for. */
  readonly named?: boolean;
}

export interface Retrieved {
  /** What the topic is about, the best first; empty where the curriculum has nothing on it. */
  readonly concepts: readonly FoundConcept[];
  /** The concepts closest to the topic, whether or not they are on it. */
  readonly nearest: readonly FoundConcept[];
  readonly version: string;
}

/**
 * When there is material, and how much of it: chosen on the tuning half of the learners' questions and on what people
 * learn elsewhere, so that most of the former stay and six in seven of the latter go; see bench/retrieval.ts.
 */
export interface SelectionSettings {
  /** A concept whose names cover so much of the topic is on it, whatever else is said. */
  readonly leastCoverage: number;
  /** Otherwise so many of the topic's words must stand in some lesson, */
  readonly leastKnown: number;
  /** the nearest lesson must be so near, */
  readonly leastCosine: number;
  /**
   * and nearer than what people learn elsewhere by this much – by the second where the topic names a language or tool. The first lies in the
   * middle between the last question of the tuning half that is lost by it and the first that is kept.
   */
  readonly leastMargin: number;
  readonly leastMarginNamed: number;
  /** Concepts that score below this share of the best are another topic. */
  readonly closeToBest: number;
  readonly most: number;
}

export const selectionSettings: SelectionSettings = {
  leastCoverage: 0.5,
  leastKnown: 0.7,
  leastCosine: 0.22,
  leastMargin: 0.08,
  leastMarginNamed: -0.15,
  closeToBest: 0.45,
  most: 10,
};

const nearestShown = 5;

/** The concepts of the curriculum that a topic is about. */
export async function retrieveConcepts(topic: string): Promise<Retrieved> {
  const index = await curriculumIndex();
  const ranking = await rankTopic(topic, index);
  const shown = ({ id, title, score, coverage }: RankedConcept): FoundConcept => ({
    ...{ id, title, score },
    named: coverage >= selectionSettings.leastCoverage,
  });
  return {
    concepts: select(ranking).map(shown),
    nearest: ranking.concepts.slice(0, nearestShown).map(shown),
    version: index.version,
  };
}

/** All concepts by their fit, by words and, where there is an embedder, by meaning. */
export async function rankTopic(topic: string, index: CurriculumIndex): Promise<Ranking> {
  const asked = index.meaning && (await index.meaning.embedder.embed([topic]))[0];
  return rankConcepts(topic, index, asked);
}

/** The concepts of a ranking that the topic is about; none where there is no material. Without an embedder, names alone decide. */
export function select(
  { concepts, known, namesLanguage, elsewhere }: Ranking,
  settings: SelectionSettings = selectionSettings,
): RankedConcept[] {
  const { leastCoverage, leastKnown, leastCosine, closeToBest, most } = settings;
  const leastMargin = namesLanguage ? settings.leastMarginNamed : settings.leastMargin;
  const cosine = concepts.reduce((largest, concept) => Math.max(largest, concept.cosine ?? -1), -1);
  const isMeant = elsewhere !== undefined && known >= leastKnown && cosine >= leastCosine && cosine - elsewhere >= leastMargin;
  const onTopic = isMeant ? concepts : concepts.filter(({ coverage }) => coverage >= leastCoverage);
  return onTopic.filter(({ score }) => score > 0 && score >= onTopic[0].score * closeToBest).slice(0, most);
}
