import { createRng } from '@/lib/core/rng';
import type { TutorialContent } from '../../../schemas';
import { templateIds, type TemplateId } from '@/lib/vocabulary/tutorial-templates';
import { draftOutline, gatherMaterials } from '../../draft-tutorial';
import { writeOutline } from '../../materials';
import { featuresOf, type Told } from '../features';
import type { Rated } from '../judgements';

const topics = ['python-lists', 'javascript-promises', 'sql-joins', 'algorithms-heaps'];

/** Tutorials on four topics, each told by every template. An app with a data folder must be published. */
export async function tellTutorials(): Promise<Told[]> {
  const told: Told[] = [];
  for (const topic of topics) for (const template of templateIds) told.push(await tell(topic, template));
  return told;
}

async function tell(topic: string, template: TemplateId): Promise<Told> {
  const materials = await gatherMaterials({ template, seed: 1 }, []);
  const found = { concepts: [{ id: topic, title: topic, score: 1 }], nearest: [], version: '', passages: [] };
  const outline = draftOutline(materials, { topic, level: 'beginner', minutes: 30 }, found, new Set());
  return { topic, level: 'beginner', minutes: 30, template, steps: writeOutline(materials, outline) };
}

export function contentOf({ template, steps }: Told): TutorialContent {
  return { summary: '', objectives: [], assumes: [], template, steps: [...steps], madeWith: {} };
}

export interface Taste {
  /** Whose stars say nothing. */
  readonly shuffled?: boolean;
  /** Who dislike what the others like. */
  readonly opposite?: boolean;
}

/** People who like projects, and short examples, and who are not always sure of it; with the place of what they rated. */
export function simulate(
  told: readonly Told[],
  people: number,
  { shuffled = false, opposite = false }: Taste = {},
): (Rated & { place: number })[] {
  const rng = createRng(11);
  const rated = Array.from({ length: people }, (_, person) =>
    rng
      .shuffle(told.map((_one, place) => place))
      .slice(0, 10)
      .map((place) => {
        const features = featuresOf(told[place]);
        const taste = (told[place].template === 'project' ? 2 : told[place].template === 'cheat-sheet' ? -1 : 0) - 1.5 * (features['example: lines'] ?? 0); // prettier-ignore
        const stars = Math.max(1, Math.min(5, Math.round(3.5 + (opposite ? -taste - 1.5 : taste) + rng.normal())));
        return { rater: `person ${person}`, stars, features, place };
      }),
  ).flat();
  if (!shuffled) return rated;
  const stars = rng.shuffle(rated.map((one) => one.stars));
  return rated.map((one, index) => ({ ...one, stars: stars[index] }));
}
