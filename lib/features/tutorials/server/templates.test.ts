import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readFile } from 'node:fs/promises';
import { createRng } from '@/lib/core/rng';
import { projectPath } from '@/lib/core/paths';
import { toLoamError } from '@/lib/core/errors';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { levels } from '@/lib/vocabulary/levels';
import { templateIds, type TemplateId } from '@/lib/vocabulary/tutorial-templates';
import type { Step } from '../schemas';
import { writeOutline, type Materials } from './materials';
import { draftOutline } from './draft-tutorial';
import { loadTemplate, loadTemplates, parseTemplate } from './templates';

const topics = ['python-decorators', 'python-lists', 'javascript-promises', 'sql-joins', 'algorithms-heaps', 'testing-unit-tests'];

async function write(template: TemplateId, best: string, minutes = 60, level: (typeof levels)[number] = 'beginner'): Promise<Step[]> {
  const materials: Materials & { seed: number } = {
    curriculum: await loadCurriculum(),
    template: await loadTemplate(template),
    rng: createRng(3),
    passages: new Map(),
    written: new Map(),
    seed: 3,
  };
  const found = { concepts: [{ id: best, title: best, score: 1 }], nearest: [], version: '', passages: [] };
  return writeOutline(materials, draftOutline(materials, { topic: best, level, minutes }, found, new Set()));
}

it('has a sound file for every template', async () => {
  expect([...(await loadTemplates()).keys()]).toEqual([...templateIds]);
});

it.each<[string, (template: Record<string, never>) => unknown]>([
  ['an unknown part', (t) => ({ ...t, shapes: { sheet: { title: '{concept}', objective: 'first', parts: [{ part: 'song' }] } } })],
  ['a shape that the plan names and nobody defines', (t) => ({ ...t, plan: [{ take: 'best', shapes: ['sheet', 'poster'] }] })],
  [
    'prose in two places',
    (t) => ({
      ...t,
      shapes: {
        sheet: { title: '{concept}', objective: 'first', parts: [{ part: 'rules' }, { part: 'exercise' }, { part: 'objectives' }] },
      },
    }),
  ],
  [
    'a title without a concept',
    (t) => ({ ...t, shapes: { sheet: { title: 'Read this', objective: 'first', parts: [{ part: 'rules' }] } } }),
  ],
  ['a plan that begins elsewhere', (t) => ({ ...t, plan: [{ take: 'onward', shapes: ['sheet'] }] })],
])('refuses %s', async (_fault, change) => {
  const whole = parse(await readFile(projectPath('content', 'templates', 'cheat-sheet.yaml'), 'utf8')) as Record<string, never>;
  expect(() => parseTemplate(stringify(whole), 'x.yaml')).not.toThrow();
  let error: unknown;
  try {
    parseTemplate(stringify(change(whole)), 'x.yaml');
  } catch (caught) {
    error = caught;
  }
  expect(toLoamError(error)).toMatchObject({ code: 'unprocessable', message: expect.stringContaining('x.yaml') as string });
});

it('tells the same topic in really different ways', async () => {
  for (const topic of topics) {
    const told = await Promise.all(templateIds.map(async (id) => ({ id, steps: await write(id, topic) })));
    // No two share their titles, the order of their parts, or what they teach with.
    for (const look of [
      (steps: Step[]) => steps.map(({ title }) => title),
      (steps: Step[]) => steps.map(({ layout }) => layout.map(({ part, heading }) => [part, heading])),
      (steps: Step[]) => steps.map(({ explanation, examples, pitfalls }) => [explanation, examples, pitfalls]),
    ]) {
      expect(new Set(told.map(({ steps }) => JSON.stringify(look(steps)))).size, topic).toBe(templateIds.length);
    }
    const of = Object.fromEntries(told.map(({ id, steps }) => [id, steps])) as Record<TemplateId, Step[]>;
    expect(of['walkthrough'].some(({ conceptId }) => conceptId === topic)).toBe(true);
    expect(of['deep-dive'].filter(({ conceptId }) => conceptId === topic).length, topic).toBeGreaterThanOrEqual(4);
    expect(of.project[0].kind, topic).toBe('goal');
    expect(of.project.some(({ kind, exercise }) => kind === 'build' && exercise !== null)).toBe(true);
    expect(of.troubleshooting[0].layout[0].part).toBe('pitfalls');
    expect(of['cheat-sheet'].every(({ checkpoint, exercise }) => checkpoint === null && exercise === null)).toBe(true);
    const concepts = (steps: Step[]) => new Set(steps.map(({ conceptId }) => conceptId)).size;
    expect(concepts(of['cheat-sheet']), topic).toBeGreaterThanOrEqual(concepts(of['deep-dive']));
  }
});

it('gives every template four steps or more from a quarter of an hour on, and keeps near the time', async () => {
  for (const id of templateIds) {
    for (const topic of topics.slice(0, 4)) {
      for (const level of levels) {
        for (const minutes of [15, 60]) {
          const steps = await write(id, topic, minutes, level);
          expect(steps.length, `${id} ${topic} ${level} ${minutes}`).toBeGreaterThanOrEqual(4);
          const total = steps.reduce((sum, step) => sum + step.minutes, 0);
          if (steps.length > 4) expect(total, `${id} ${topic} ${minutes}`).toBeLessThanOrEqual(minutes * 1.1);
          expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
        }
      }
    }
  }
});
