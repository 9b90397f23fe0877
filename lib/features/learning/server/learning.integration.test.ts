import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { users } from '@/db/schema';
import { describeDatabases } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { fixedClock } from '@/lib/core/clock';
import { toLoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { knownConcepts } from '@/lib/features/knowledge/server';
import { createTutorialInput, type Tutorial } from '@/lib/features/tutorials';
import { createTutorial } from '@/lib/features/tutorials/server';
import { closeSandbox } from '@/lib/sandbox';
import {
  answerQuestion,
  conceptStatuses,
  listAttempts,
  listReviews,
  questionId,
  rateReview,
  readerExercises,
  readOverview,
  readProgress,
  saveProgress,
  showSolution,
  submitExercise,
  whatIsNext,
} from '.';

const hour = 3_600_000;
const refusal = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => toLoamError(error).code,
  );

describeDatabases('learning', (database) => {
  let dataDir: string;
  let tutorial: Tutorial;
  const clock = fixedClock(new Date('2026-03-02T10:00:00Z'));
  const as = (userId: string) => database.ctx({ actor: { kind: 'user', userId, role: 'learner' }, clock });
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-learning-'));
    publishTestApp({ dataDir });
    await database.db.insert(users).values(['ada', 'eve', 'bob', 'liar'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
    tutorial = await createTutorial(as('ada'), createTutorialInput.parse({ topic: 'Python sets', minutes: 20, seed: 2 }));
  });
  afterAll(async () => {
    withdrawApp();
    closeSandbox();
    await rm(dataDir, { recursive: true });
  });

  it('keeps the place and the steps read, and what was finished', async () => {
    const { slug, steps } = tutorial;
    expect(await readProgress(as('ada'), { slug })).toEqual({ stepId: null, position: 0, read: [], finishedAt: null });
    await saveProgress(as('ada'), { slug, stepId: steps[1].id, position: 0.25, read: [steps[0].id] });
    await saveProgress(as('ada'), { slug, stepId: steps[1].id, position: 0.5, read: [] });
    expect(await readProgress(as('ada'), { slug })).toMatchObject({ stepId: steps[1].id, position: 0.5, read: [steps[0].id] });
    const [underWay] = (await readOverview(as('ada'))).tutorials;
    expect(await whatIsNext(as('ada'))).toMatchObject({ tutorial: { slug }, due: 0 });
    expect(underWay).toMatchObject({ slug, read: 1, steps: steps.length, at: { index: 1, title: steps[1].title }, finishedAt: null });

    clock.advance(hour);
    const last = steps[steps.length - 1];
    const all = { slug, stepId: last.id, position: 1, read: steps.map(({ id }) => id) };
    const { finishedAt } = await saveProgress(as('ada'), all);
    expect(finishedAt).toBe(clock.now().toISOString());
    expect((await whatIsNext(as('ada'))).tutorial).toBeUndefined();
    clock.advance(hour);
    expect((await saveProgress(as('ada'), all)).finishedAt).toBe(finishedAt);

    expect(await refusal(readProgress(as('eve'), { slug }))).toBe('not_found');
    expect(await refusal(saveProgress(as('eve'), all))).toBe('not_found');
    expect(await refusal(saveProgress(as('ada'), { ...all, stepId: 'nowhere' }))).toBe('invalid_input');
    expect(await refusal(saveProgress(as('ada'), { ...all, read: ['nowhere'] }))).toBe('invalid_input');
  });

  it('judges answers, gives the reason, and asks again the next day', async () => {
    const { byId } = await loadCurriculum();
    const [question] = byId.get('python-lists')!.questions;
    const ask = { conceptId: 'python-lists', questionId: questionId('python-lists', question.prompt) };
    const wrong = await answerQuestion(as('eve'), { ...ask, answer: 'no such answer' });
    expect(wrong).toMatchObject({ isRight: false, answer: question.answer, why: question.why });
    expect((await answerQuestion(as('eve'), { ...ask, answer: question.answer })).isRight).toBe(true);
    expect(await refusal(answerQuestion(as('eve'), { ...ask, questionId: 'none', answer: 'A' }))).toBe('not_found');
    const step = tutorial.steps.find(({ checkpoint }) => checkpoint !== null)!;
    const inTutorial = { conceptId: step.conceptId, questionId: questionId(step.conceptId, step.checkpoint!.prompt), slug: tutorial.slug };
    expect(await refusal(answerQuestion(as('eve'), { ...inTutorial, answer: 'A' }))).toBe('not_found');
    expect(await answerQuestion(as('ada'), { ...inTutorial, answer: step.checkpoint!.answer })).toMatchObject({ isRight: true });

    expect(await listReviews(as('eve'), { limit: 20 })).toMatchObject({ cards: [], due: 0, total: 1 });
    clock.advance(24 * hour);
    const { cards, due } = await listReviews(as('eve'), { limit: 20 });
    expect(due).toBe(1);
    expect(cards).toMatchObject([{ kind: 'question', prompt: question.prompt, answer: question.answer, state: 'new' }]);
    expect(cards[0].intervals.good).toBeGreaterThan(24 * 3600);
    const [{ id }] = cards;
    expect(await refusal(rateReview(as('ada'), { id, rating: 'good' }))).toBe('not_found');
    expect(await rateReview(as('eve'), { id, rating: 'again' })).toMatchObject({ dueLeft: 1, onceMore: true });
    expect(await rateReview(as('eve'), { id, rating: 'good' })).toMatchObject({ dueLeft: 0, onceMore: false });
    const { reviews, activity } = await readOverview(as('eve'));
    expect(reviews).toMatchObject({ due: 0, total: 1 });
    expect(reviews.coming).toHaveLength(7);
    expect(reviews.coming.reduce((sum, day) => sum + day.due, 0)).toBe(1);
    expect(activity).toHaveLength(28);
    expect(activity[27]).toMatchObject({ reviews: 2, answers: 0 });
    expect(activity[26]).toMatchObject({ reviews: 0, answers: 2 });
  });

  it('grades exercises here, keeps each attempt, and takes who passes for somebody who knows', async () => {
    const { byId } = await loadCurriculum();
    const { exercise } = byId.get('python-sets')!;
    const failed = await submitExercise(as('bob'), { conceptId: 'python-sets', code: exercise.starter });
    expect(failed).toMatchObject({ passed: false, attempts: 1, casesTotal: exercise.tests.cases.length });
    expect(failed.cases.filter(({ hidden }) => hidden)).not.toHaveLength(0);
    for (const { hidden, test, expected, got } of failed.cases) if (hidden) expect([test, expected, got]).toEqual(['', '', '']);
    const broken = await submitExercise(as('bob'), { conceptId: 'python-sets', code: 'def half(:\n' });
    expect(broken.stderr).toContain('SyntaxError');
    expect(await showSolution(as('bob'), { conceptId: 'python-sets' })).toMatchObject({ solution: exercise.solution, attemptsBefore: 2 });
    expect([...(await knownConcepts(as('bob')))]).toEqual([]);
    clock.advance(1000);
    expect(await submitExercise(as('bob'), { conceptId: 'python-sets', code: exercise.solution })).toMatchObject({
      passed: true,
      attempts: 3,
    });
    expect((await showSolution(as('bob'), { conceptId: 'python-sets' })).attemptsBefore).toBe(2);
    expect([...(await knownConcepts(as('bob')))]).toEqual(['python-sets']);
    const { attempts } = await listAttempts(as('bob'), { conceptId: 'python-sets' });
    expect(attempts.map(({ passed }) => passed)).toEqual([true, false, false]);
    expect((await listAttempts(as('eve'), { conceptId: 'python-sets' })).attempts).toEqual([]);
    const { exercises } = await readOverview(as('bob'));
    expect(exercises).toMatchObject([{ conceptId: 'python-sets', attempts: 3, passed: true, lookedAtSolution: true }]);
    expect(await refusal(submitExercise(as('bob'), { conceptId: 'basket-weaving', code: 'x' }))).toBe('not_found');
    clock.advance(24 * hour);
    const { cards } = await listReviews(as('bob'), { limit: 20 });
    expect(cards).toMatchObject([{ kind: 'concept', conceptId: 'python-sets', choices: [] }]);
  });

  it('is not talked into a pass by a program that lies about itself', async () => {
    const { byId } = await loadCurriculum();
    const { exercise } = byId.get('python-sets')!;
    const name = exercise.tests.kind === 'calls' ? exercise.tests.cases[0].call : '';
    const forged = exercise.tests.cases.map(() => `print("\\x1e" + '{"kind":"value","value":true}')`).join('\n');
    const liars = [
      `class Same:\n    def __eq__(self, other): return True\n    def __hash__(self): return 1\ndef ${name}(*a): return Same()\n`,
      `${forged}\nraise SystemExit\n`,
      `${forged}\nimport os\nos._exit(0)\n`,
      `import json\njson.dumps = lambda *a, **k: '{"kind":"value","value":true}'\ndef ${name}(*a): return True\n`,
      `import sys\ndef ${name}(*a):\n    return sys._getframe(1).f_locals.get("call", {}).get("expected")\n`,
      `import gc\ndef ${name}(*a):\n    return [o for o in gc.get_objects() if isinstance(o, dict) and "expected" in o]\n`,
      `print("\\x1enull")\nprint("\\x1e" + "[" * 50000 + "]" * 50000)\ndef ${name}(*a): return None\n`,
    ];
    for (const code of liars) expect((await submitExercise(as('liar'), { conceptId: 'python-sets', code })).passed, code).toBe(false);
    expect([...(await knownConcepts(as('liar')))]).toEqual([]);
  });

  it('gives readers neither the solution nor the hidden tests', async () => {
    const { byId } = await loadCurriculum();
    const given = (await readerExercises(as('bob'), ['python-sets', 'python-lists', 'no-such'])).get('python-sets')!;
    expect(given).toMatchObject({ attempts: 3, passed: true, lookedAtSolution: true });
    expect(JSON.stringify({ ...given, lastCode: null })).not.toContain(
      JSON.stringify(byId.get('python-sets')!.exercise.solution).slice(1, -1),
    );
    expect(given.hiddenTests).toBeGreaterThan(0);
    const visitor = database.ctx({ actor: { kind: 'anonymous' } });
    expect((await readerExercises(visitor, ['python-sets'])).get('python-sets')).toMatchObject({ attempts: 0, lastCode: null });
  });

  it('tells what is known, under way, ready and new', async () => {
    const status = new Map((await conceptStatuses(as('bob'))).map((concept) => [concept.id, concept]));
    expect(status.get('python-sets')).toMatchObject({ status: 'known', source: 'shown' });
    expect(status.get('python-values-and-names')).toMatchObject({ status: 'ready', source: null });
    expect(new Map((await conceptStatuses(as('eve'))).map(({ id, status: each }) => [id, each])).get('python-lists')).toBe('learning');
    const visitor = await conceptStatuses(database.ctx({ actor: { kind: 'anonymous' } }));
    expect(new Set(visitor.map(({ status: each }) => each))).toEqual(new Set(['ready', 'new']));
  });
});
