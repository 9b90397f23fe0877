import { keyOfStep, type Outline, type OutlineStep } from './schemas';

export interface OutlineWarning {
  /** Key of the step that would be read too early. */
  readonly key: string;
  readonly concept: string;
  /** What it builds on. */
  readonly needs: string;
  /** Whether that comes later, or not at all. */
  readonly kind: 'later' | 'absent';
}

/** Where the steps, read in this order, take for granted what comes later or not at all. A concept is spoken of once, at its first step. */
export function warningsOf(steps: readonly OutlineStep[], concepts: Outline['concepts']): OutlineWarning[] {
  const first = new Map<string, number>();
  steps.forEach(({ conceptId, opening }, index) => {
    if (conceptId !== null && !opening && !first.has(conceptId)) first.set(conceptId, index);
  });
  return [...first].flatMap(([id, index]) =>
    (concepts[id]?.prerequisites ?? []).flatMap((needed): OutlineWarning[] => {
      const place = first.get(needed);
      if (place !== undefined && place < index) return [];
      const needs = concepts[needed]?.title ?? needed;
      return [{ key: keyOfStep(steps[index]), concept: concepts[id].title, needs, kind: place === undefined ? 'absent' : 'later' }];
    }),
  );
}
