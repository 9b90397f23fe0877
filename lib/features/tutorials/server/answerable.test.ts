import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { readerOf, textOfStep } from './answerable';
import { composeStep } from './compose-step';
import { loadTemplate, loadTemplates } from './templates';

const question = (prompt: string, right: string, code: string | null = null) => ({
  prompt,
  choices: [
    { letter: 'A' as const, text: right },
    { letter: 'B' as const, text: 'nothing of the kind' },
  ],
  answer: 'A',
  code,
});
const reader = readerOf('A set keeps each member once. `update()` adds the members of another collection: `guests.update(late)`.');

it('keeps a question whose answer stands in the text, and drops one whose answer does not', () => {
  expect(reader.canAnswer(question('What does a set do with a member that comes twice?', 'It keeps it once'))).toBe(true);
  expect(reader.canAnswer(question('What does a set do with a member that comes twice?', 'It raises a descriptive exception'))).toBe(false);
  expect(reader.canAnswer(question('Which transaction isolation level forbids phantom rows?', 'each'))).toBe(false);
});

it('looks for what printed code is made of, not for what it prints', () => {
  const prints = (code: string) => reader.canAnswer(question('What do these members print?', '`{7, 9}`', code));
  expect(prints('members.update([7, 9])')).toBe(true);
  expect(prints('heapq.heapify(members); members.symmetric_difference([7, 9])')).toBe(false);
});

it('drops nearly all questions on concepts that a step is not about, and leaves most steps a question of their own', async () => {
  const [{ concepts, graph }, walkthrough, templates] = await Promise.all([loadCurriculum(), loadTemplate('walkthrough'), loadTemplates()]);
  const lessons = concepts.filter(({ language }) => language !== 'git');
  let [foreign, kept] = [0, 0];
  for (const concept of lessons.filter((_, index) => index % 5 === 0)) {
    const step = readerOf(textOfStep(composeStep(concept, walkthrough.shapes.idea, { kind: 'idea', rng: createRng(1) })!));
    for (const other of lessons.filter(({ id, track }) => track !== concept.track && !graph.closure(concept.id).has(id))) {
      for (const asked of other.questions) {
        foreign++;
        if (step.canAnswer(asked)) kept++;
      }
    }
  }
  expect(foreign).toBeGreaterThan(1500);
  expect(kept / foreign).toBeLessThan(0.13);

  let [asking, asked] = [0, 0];
  for (const { shapes } of templates.values()) {
    for (const [kind, shape] of Object.entries(shapes).filter(([, { parts }]) => parts.some(({ part }) => part === 'checkpoint'))) {
      for (const concept of lessons.filter((_, index) => index % 3 === 0)) {
        const step = composeStep(concept, shape, { kind, rng: createRng(1) });
        if (!step) continue;
        asking++;
        if (step.checkpoint) asked++;
      }
    }
  }
  expect(asked / asking).toBeGreaterThan(0.85);
});
