import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { prerequisiteGraph } from '@/lib/features/curriculum/server';
import { levels } from '@/lib/vocabulary/levels';
import { planSteps, type PlannedStep, type StepPlan } from './plan-steps';
import { loadTemplate, type LoadedTemplate } from './templates';

/** a ← b ← c ← d ← e, and x on its own. */
const graph = prerequisiteGraph([
  { id: 'a', prerequisites: [] },
  { id: 'b', prerequisites: ['a'] },
  { id: 'c', prerequisites: ['b'] },
  { id: 'd', prerequisites: ['c', 'a'] },
  { id: 'e', prerequisites: ['d'] },
  { id: 'x', prerequisites: [] },
]);
let template: LoadedTemplate;
beforeAll(async () => {
  template = await loadTemplate('walkthrough');
});
const minutesOf = ({ shape }: PlannedStep) => ({ recap: 3, idea: 6, practice: 4, depth: 6 })[shape] ?? null;
const plan = (ranked: string[], minutes: number, level: (typeof levels)[number] = 'beginner', known?: ReadonlySet<string>): StepPlan =>
  planSteps(ranked, { level, minutes, template, known }, graph, minutesOf);
const names = (steps: readonly PlannedStep[]) => steps.map(({ conceptId, shape }) => `${conceptId} ${shape}`);

describe('planSteps', () => {
  it('takes the topic whole and recalls what it directly builds on', () => {
    const { steps, assumes } = plan(['d'], 22);
    expect(names(steps)).toEqual(['a recap', 'c recap', 'd idea', 'd depth', 'd practice']);
    expect(assumes).toEqual(['b']);
  });

  it('gives the topic’s idea alone when there is time for nothing else', () => {
    expect(names(plan(['d'], 5).steps)).toEqual(['d idea']);
  });

  it('goes on to what builds on the topic when there is time', () => {
    expect(names(plan(['a'], 60).steps)).toEqual([
      ...['a idea', 'a depth', 'a practice'],
      ...['b idea', 'b depth', 'b practice'],
      ...['d idea', 'd depth', 'd practice'],
    ]);
  });

  it('brings in everything that the topic is about before it looks closer at anything or goes beyond it', () => {
    const stepsIn = (minutes: number) => names(plan(['d', 'x', 'b'], minutes).steps);
    expect(stepsIn(24)).toEqual(['a recap', 'b idea', 'c recap', 'd idea', 'x idea']);
    expect(stepsIn(30)).toContain('d practice');
    expect(stepsIn(30)).not.toContain('d depth');
    expect(stepsIn(45)).not.toContain('e idea');
  });

  it('looks closer at a concept that the topic names before it goes to what else was found', () => {
    const named = planSteps(['d', 'x'], { level: 'beginner', minutes: 22, template, named: true }, graph, minutesOf);
    expect(names(named.steps)).toEqual(['a recap', 'c recap', 'd idea', 'd depth', 'd practice']);
    expect(names(plan(['d', 'x'], 22).steps)).toContain('x idea');
  });

  it('leaves out what the reader knows, and what only that needs', () => {
    expect(names(plan(['d'], 22, 'beginner', new Set(['c'])).steps)).not.toContain('c recap');
    expect(plan(['d'], 5, 'beginner', new Set(['c']))).toMatchObject({ assumes: ['a'] });
    expect(plan(['d'], 22, 'beginner', new Set(['a', 'c']))).toMatchObject({ assumes: [] });
  });

  it('leaves out a shape for which the concept has nothing, and offers the rest as more', () => {
    const { steps, more } = planSteps(['d'], { level: 'beginner', minutes: 10, template }, graph, (step) =>
      step.shape === 'depth' ? null : minutesOf(step),
    );
    expect(names(steps)).not.toContain('d depth');
    expect(names(more)).not.toContain('d depth');
    expect(names(more)).toContain('e idea');
  });

  it('recalls less for the advanced', () => {
    const recapsAt = (level: (typeof levels)[number]) => plan(['e'], 60, level).steps.filter(({ shape }) => shape === 'recap').length;
    expect(recapsAt('advanced')).toBeLessThan(recapsAt('intermediate'));
    expect(recapsAt('intermediate')).toBeLessThanOrEqual(recapsAt('beginner'));
  });

  it('keeps prerequisite order, never repeats a step, begins each concept with its idea, and has four steps from 15 minutes on', () => {
    const ids = [...graph.order];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
        fc.integer({ min: 5, max: 240 }),
        fc.constantFrom(...levels),
        (ranked, minutes, level) => {
          const { steps, assumes } = plan(ranked, minutes, level);
          const place = (id: string) => graph.order.indexOf(id);
          const order = steps.map(({ conceptId }) => place(conceptId));
          expect(order).toEqual([...order].sort((left, right) => left - right));
          expect(new Set(names(steps)).size).toBe(steps.length);
          for (const { conceptId, shape } of steps)
            if (shape === 'depth' || shape === 'practice') expect(names(steps)).toContain(`${conceptId} idea`);
          expect(steps.map(({ conceptId }) => conceptId)).toContain(ranked[0]);
          expect(assumes.filter((id) => steps.some(({ conceptId }) => conceptId === id))).toEqual([]);
          if (minutes >= 15 && graph.closure(ranked[0]).size > 1) expect(steps.length).toBeGreaterThanOrEqual(4);
        },
      ),
    );
  });
});
