import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { jobProgress, knownConcepts, tutorialRequests, tutorials, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError, type LoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import type { RunningJob } from '@/lib/jobs/define';
import { cancelJob } from '@/lib/jobs/queue';
import { createTutorialInput, wishSchema, type OutlineStep, type Stage } from '../schemas';
import { createTutorialHandler } from './create-tutorial.handler';
import { createTutorial, listTutorials, proposeOutline, readTutorial, readTutorialRequest, requestTutorial } from '.';

const ask = (topic: string, more: object = {}) => createTutorialInput.parse({ topic, minutes: 20, seed: 5, ...more });
const refusal = async (promise: Promise<unknown>): Promise<LoamError> =>
  promise.then(() => Promise.reject(new Error('was not refused')), toLoamError);

describeDatabases('tutorials', (database) => {
  let dataDir: string;
  const as = (userId: string) => database.ctx({ actor: { kind: 'user', userId, role: 'learner' } });
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-tutorials-'));
    publishTestApp({ dataDir });
    await database.db.insert(users).values(['ada', 'eve'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
  });
  afterAll(async () => {
    withdrawApp();
    await rm(dataDir, { recursive: true });
  });

  it('makes the same content from the same request, under another slug, with every block run', async () => {
    const stages: Stage[] = [];
    const first = await createTutorial(as('ada'), ask('Python decorators'), {
      onStage: (stage) => void stages.push(stage),
    });
    expect(stages.map(({ name }) => name)).toEqual(['retrieve', 'plan', 'write', 'run', 'store']);
    expect(first).toMatchObject({ slug: 'python-decorators', title: 'Python Decorators', category: 'AI Generated Tutorials' });
    expect(first.steps.length).toBeGreaterThanOrEqual(4);
    expect(first.steps.some(({ conceptId }) => conceptId === 'python-decorators')).toBe(true);
    for (const step of first.steps) for (const { output } of step.examples) expect(output).not.toBe('');

    const second = await createTutorial(as('ada'), ask('Python decorators'));
    expect(second.slug).toBe('python-decorators-2');
    expect(second.contentHash).toBe(first.contentHash);
    expect(second.stages.find(({ name }) => name === 'run')!.detail).toMatch(/Ran (\d+) code blocks, \1 of them before/);
    expect((await createTutorial(as('ada'), ask('Python decorators', { seed: 6 }))).slug).toBe('python-decorators-3');
  });

  it('makes tutorials of Git transcripts as the curriculum has them, and starts no program for them', async () => {
    const made = await createTutorial(as('ada'), ask('what a git commit is'));
    const step = made.steps.find(({ conceptId, kind }) => conceptId === 'git-commits' && kind === 'idea')!;
    expect(step.explanation).toContain('$ git init -q\n');
    expect(step.examples[0]).toMatchObject({ language: 'git', output: '', code: expect.stringMatching(/^\$ git /) as string });
    expect(made.steps.flatMap(({ exercise }) => exercise ?? []).map(({ language }) => language)).toContain('git');
    expect(made.summary).toContain('Git transcripts');
    expect(Object.keys(made.madeWith)).not.toContain('git');
    expect(await readTutorial(as('ada'), { slug: made.slug })).toMatchObject({ steps: made.steps });
  });

  it('makes an outline into a tutorial: as planned the same steps, changed the steps as they were arranged', async () => {
    const direct = await createTutorial(as('ada'), ask('closures', { template: 'project' }));
    const outline = await proposeOutline(as('ada'), wishSchema.parse({ topic: 'closures', minutes: 20, seed: 5, template: 'project' }));
    const accept = (steps: OutlineStep[]) =>
      createTutorial(as('ada'), createTutorialInput.parse({ outline: JSON.parse(JSON.stringify({ ...outline, steps })) as object }));
    const planned = await accept(outline.steps);
    expect(planned.steps).toEqual(direct.steps);
    expect(planned).toMatchObject({ template: 'project', level: 'beginner', topic: 'closures', assumes: direct.assumes });

    const [first, second, ...others] = outline.steps;
    const added = outline.more[0];
    const changed = await accept([second, { ...first, title: 'My own title' }, added, ...others.slice(1)]);
    expect(changed.steps.map(({ id }) => id)).toEqual(
      [second, first, added, ...others.slice(1)].map(({ conceptId, shape }) => `${conceptId}-${shape}`),
    );
    expect(changed.steps[1].title).toBe('My own title');
    const again = await accept([second, { ...first, title: 'My own title' }, added, ...others.slice(1)]);
    expect(again.contentHash).toBe(changed.contentHash);

    for (const foreign of [{ conceptId: 'no-such-concept' }, { shape: 'no-such-shape' }, { conceptId: null }]) {
      const error = await refusal(accept([{ ...first, ...foreign }]));
      expect(error).toMatchObject({ code: 'invalid_input', fields: { 'outline.steps.0': expect.stringContaining(first.title) as string } });
    }
    expect(createTutorialInput.safeParse({ outline: { ...outline, steps: [first, first] } }).success).toBe(false);
    expect(createTutorialInput.safeParse({ outline: { ...outline, steps: [] } }).success).toBe(false);
  });

  it('does not recall what the reader is known to know', async () => {
    const of = async (person: string) => proposeOutline(as(person), wishSchema.parse({ topic: 'Python decorators', minutes: 60, seed: 5 }));
    const before = await of('eve');
    const recalled = before.steps.filter(({ shape }) => shape === 'recap').map(({ conceptId }) => conceptId!);
    expect(recalled.length).toBeGreaterThan(0);
    await database.db.insert(knownConcepts).values(recalled.map((conceptId) => ({ ownerId: 'eve', conceptId, source: 'said' as const })));
    const after = await of('eve');
    expect(after.steps.filter(({ conceptId }) => recalled.includes(conceptId!))).toEqual([]);
    expect((await of('ada')).steps).toEqual(before.steps);
    await database.db.delete(knownConcepts);
  });

  it('answers a topic without material with the nearest topics, and keeps nothing', async () => {
    const before = await database.db.$count(tutorials);
    for (const topic of [
      'quantum chromodynamics',
      'underwater basket weaving',
      '🎉',
      'مقدمة في بايثون',
      "' OR ''='",
    ]) {
      const error = await refusal(createTutorial(as('ada'), ask(topic)));
      expect(error.code, topic).toBe('no_material');
      expect(error.extra?.nearest, topic).toHaveLength(5);
    }
    expect(await database.db.$count(tutorials)).toBe(before);
  });

  it('shows each person their own tutorials only', async () => {
    const { slug } = await createTutorial(as('ada'), ask('sets'));
    expect((await readTutorial(as('ada'), { slug })).slug).toBe(slug);
    expect((await refusal(readTutorial(as('eve'), { slug }))).code).toBe('not_found');
    expect((await listTutorials(as('eve'), { limit: 20 })).tutorials).toEqual([]);
    expect((await refusal(listTutorials(database.ctx(), { limit: 20 }))).code).toBe('not_signed_in');
  });

  it('makes a requested tutorial once, however often its job runs', async () => {
    const { requestId, jobId } = await requestTutorial(as('eve'), ask('closures'));
    const lines: string[] = [];
    const job: RunningJob = { id: jobId, ownerId: 'eve', attempt: 1, progress: () => undefined, log: (line) => void lines.push(line) };
    const run = () => createTutorialHandler.handle(database.ctx(), { requestId }, job);
    const made = await run();
    await run();
    expect(lines).toHaveLength(5);
    expect((await listTutorials(as('eve'), { limit: 20 })).tutorials).toHaveLength(1);
    expect(await readTutorialRequest(as('eve'), { id: requestId })).toMatchObject({
      state: 'succeeded',
      slug: (made as { slug: string }).slug,
    });
    expect((await refusal(readTutorialRequest(as('ada'), { id: requestId }))).code).toBe('not_found');
  });

  it('shows the steps of a requested tutorial one by one while it is made', async () => {
    const { requestId, jobId } = await requestTutorial(as('eve'), ask('sets'));
    const seen: number[] = [];
    const job: RunningJob = { id: jobId, ownerId: 'eve', attempt: 1, progress: () => undefined, log: () => undefined };
    let making = true;
    const made = createTutorialHandler.handle(database.ctx(), { requestId }, job).finally(() => (making = false));
    // Looks without a pause: one comes between any two writes.
    while (making) seen.push((await readTutorialRequest(as('eve'), { id: requestId })).ready.length);
    const { slug } = (await made) as { slug: string };
    const { steps } = await readTutorial(as('eve'), { slug });
    const finished = await readTutorialRequest(as('eve'), { id: requestId });
    expect(finished).toMatchObject({ state: 'succeeded', topic: 'sets', ready: [] });
    expect(finished.outline.map(({ title }) => title)).toEqual(steps.map(({ title }) => title));
    expect(Math.max(...seen)).toBeGreaterThan(0);
  });

  it('writes the reason into a request that failed', async () => {
    const { requestId, jobId } = await requestTutorial(as('eve'), ask('underwater basket weaving'));
    const job: RunningJob = { id: jobId, ownerId: 'eve', attempt: 1, progress: () => undefined, log: () => undefined };
    await refusal(createTutorialHandler.handle(database.ctx(), { requestId }, job));
    expect(await readTutorialRequest(as('eve'), { id: requestId })).toMatchObject({ state: 'failed', error: { code: 'no_material' } });
  });

  it('says of a request whose job was cancelled, given up or forgotten that it has ended', async () => {
    const { requestId, jobId } = await requestTutorial(as('eve'), ask('closures'));
    const state = async () => (await readTutorialRequest(as('eve'), { id: requestId })).state;
    expect(await state()).toBe('queued');
    await cancelJob(as('eve'), jobId);
    expect(await state()).toBe('cancelled');
    await database.db.update(jobProgress).set({ state: 'running' }).where(eq(jobProgress.id, jobId));
    expect(await state()).toBe('queued');
    await database.db.update(jobProgress).set({ state: 'failed' }).where(eq(jobProgress.id, jobId));
    expect(await state()).toBe('failed');
    await database.db.delete(jobProgress).where(eq(jobProgress.id, jobId));
    expect(await state()).toBe('failed');
  });

  it('asks for a job and a request row, both or neither', async () => {
    const rows = async () => [await database.db.$count(tutorialRequests), await database.db.$count(jobProgress)];
    const before = await rows();
    await refusal(requestTutorial(as('nobody'), ask('lists')));
    expect(await rows()).toEqual(before);
  });
});
