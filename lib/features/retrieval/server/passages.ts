import type { Concept } from '@/lib/features/curriculum';

/** A piece of a concept that is found as one, with how much a find in it counts. */
export interface Passage {
  readonly conceptId: string;
  readonly heading: string;
  readonly text: string;
  readonly weight: number;
}

/** The passages of a concept: its name and the words learners use for it count most. */
export function passagesOf(concept: Concept): Passage[] {
  const { id: conceptId, title, keywords, objectives } = concept;
  const inside = (heading: string, text: string, weight: number): Passage => ({ conceptId, heading, text: `${heading}. ${text}`, weight });
  return [
    { conceptId, heading: title, text: [title, title, ...keywords].join('. '), weight: 1 },
    inside(title, objectives.join(' '), 0.7),
    inside(title, concept.short, 0.5),
    inside(title, concept.depth, 0.4),
    ...concept.examples.map((example) => inside(example.title, `${example.intro} ${example.notice}`, 0.4)),
    ...concept.pitfalls.map((pitfall) => inside(pitfall.title, `${pitfall.intro} ${pitfall.why}`, 0.4)),
    inside(concept.exercise.title, concept.exercise.task, 0.3),
  ];
}
