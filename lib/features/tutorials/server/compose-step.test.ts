import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { Step } from '../schemas';
import { composeStep } from './compose-step';
import { loadTemplates } from './templates';

/** The Markdown and code of a step in the order in which they are read, without its exercise. */
function inReadingOrder({ layout, explanation, examples, pitfalls }: Step): string {
  return layout
    .flatMap(({ part }) => {
      if (part === 'explanation') return [explanation];
      if (part === 'examples') return examples.flatMap(({ intro, code }) => [intro, code]);
      if (part === 'pitfalls') return pitfalls.flatMap(({ intro, wrong, right }) => [intro, wrong.code, right.code]);
      return [];
    })
    .join('\n');
}

it('shows the repository of a Git concept once, before its first transcript, in whatever shape', async () => {
  const [{ concepts }, templates] = await Promise.all([loadCurriculum(), loadTemplates()]);
  let shown = 0;
  for (const concept of concepts.filter(({ language }) => language === 'git').filter((_, index) => index % 3 === 0)) {
    const setup = concept.setup?.code ?? '';
    for (const { shapes } of templates.values()) {
      for (const [kind, shape] of Object.entries(shapes)) {
        const step = composeStep(concept, shape, { kind, rng: createRng(3) });
        if (step === null || step.examples.length + step.pitfalls.length === 0) continue;
        const text = inReadingOrder(step);
        expect(text.split(setup), `${concept.id} ${kind}`).toHaveLength(2);
        expect(text.indexOf('$ git'), `${concept.id} ${kind}`).toBe(text.indexOf(setup));
        shown++;
      }
    }
  }
  expect(shown).toBeGreaterThan(25);
});
