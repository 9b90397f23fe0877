import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trainingRuns } from '@/db/schema';
import { describeDatabases } from '@/db/testing';
import { cancelJob, retryJob } from '@/lib/jobs/queue';
import { untilFinished } from '@/lib/jobs/read';
import { countingKind } from '../testing/counting-kind';
import { lines } from '../testing/lines';
import { openRunWorld, type RunWorld } from '../testing/run-world';
import { cloneRun, estimateRun, cancelRun, followRun, listRuns, pauseRun, readRun, removeRun, replayRun, resumeRun, startRun } from '.';
import { trainingRunJob } from './training-run.job';
import { listRunsInput, startRunInput } from '../schemas';

const asked = { kind: 'writer', model: 'scribe', text: lines(40) } as const;

describeDatabases('runs', (database) => {
  let world: RunWorld;
  beforeAll(async () => {
    world = await openRunWorld(database, [countingKind]);
    await world.work();
  });
  afterAll(() => world.end());

  it('takes a run from the wish to the verdict, with curves, samples, log, versions and a card', async () => {
    const ctx = await world.as('ada');
    const started = await world.start(ctx, { ...asked, seed: 7, config: { steps: 30 } });
    expect(started).toMatchObject({ config: { steps: 30, quality: 1 }, shared: true });
    const run = await world.until(started.id);
    expect(run).toMatchObject({
      state: 'succeeded',
      phase: null,
      progress: 1,
      step: 30,
      steps: 30,
      version: 'scribe@v1',
      counts: { lines: 40 },
      attempt: 1,
      comparison: { verdict: 'first', against: 'nothing', promoted: true, rows: 40 },
      versions: { node: process.versions.node },
    });
    expect(run.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(run.points.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(run.points[3].values).toEqual({ loss: 0.25 });
    expect(run.samples.map(({ step }) => step)).toEqual([5, 10, 15, 20, 25, 30]);
    expect(run.log.map(({ line }) => line).join('\n')).toMatch(
      /prepared: 40 lines\n.*trained: 30 steps[^]*scribe v1 is the first, and beat nothing/,
    );
    expect(run.artifacts.map(({ name }) => name).sort()).toEqual(['README.md', 'model.json']);
  });

  it('promotes what is better, keeps what is in use where it is not, and lets nothing pass that is worse', async () => {
    const ctx = await world.as('ada');
    const run = async (quality: number) => world.until((await world.start(ctx, { ...asked, model: 'rival', config: { quality } })).id);
    expect((await run(1)).comparison).toMatchObject({ verdict: 'first', promoted: true });
    expect((await run(2)).comparison).toMatchObject({ verdict: 'better', against: 'rival@v1', promoted: true });
    expect((await run(2)).comparison).toMatchObject({ verdict: 'no-improvement', against: 'rival@v2', promoted: false });
    const worse = await run(0.5);
    expect(worse.comparison).toMatchObject({ verdict: 'worse', against: 'rival@v2', promoted: false });
    expect(worse.comparison!.difference!.high).toBeLessThan(0);
    expect((await run(0)).comparison).toMatchObject({ verdict: 'worse' });
  });

  it('turns down a first model that is no better than the baseline', async () => {
    const { id } = await world.start(await world.as('ada'), { ...asked, model: 'futile', config: { quality: 0 } });
    expect((await world.until(id)).comparison).toMatchObject({ verdict: 'no-improvement', against: 'nothing', promoted: false });
  });

  it('lets runs wait in line, and tells each its place', async () => {
    const ctx = await world.as('ada');
    await world.rest();
    const config = { steps: 5 };
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await world.start(ctx, { ...asked, model: 'liner', config })).id);
    const places = async () => Promise.all(ids.map(async (id) => (await readRun(ctx, { id })).position));
    expect(await places()).toEqual([1, 2, 3]);
    await pauseRun(ctx, { id: ids[0] });
    expect(await places()).toEqual([null, 1, 2]);
    expect(await cancelRun(ctx, { id: ids[1] })).toMatchObject({ state: 'cancelled' });
    await resumeRun(ctx, { id: ids[0], anyway: false });
    expect(await places()).toEqual([2, null, 1]);
    await world.work();
    for (const id of [ids[0], ids[2]]) expect((await world.until(id)).state).toBe('succeeded');
  });

  it('pauses, waits over a restart, goes on, and ends at the weights of a run that was not paused', async () => {
    const ctx = await world.as('ada');
    const config = { steps: 60, milliseconds: 20 };
    const whole = await world.until((await world.start(ctx, { ...asked, config: { ...config, milliseconds: 0 } })).id);
    const { id } = await world.start(ctx, { ...asked, config });
    await world.until(id, ({ step }) => step >= 10);
    await pauseRun(ctx, { id });
    const paused = await world.until(id, ({ state }) => state === 'paused');
    expect(paused.step).toBeLessThan(60);
    expect(paused.order).toBeNull();
    await world.rest();
    await world.work();
    expect((await readRun(ctx, { id })).state).toBe('paused');
    await resumeRun(ctx, { id, anyway: false });
    const done = await world.until(id);
    expect(done).toMatchObject({ state: 'succeeded', sha256: whole.sha256, attempt: 2 });
    expect(done.log.some(({ line }) => /going on from step [1-9]/.test(line))).toBe(true);
    await expect(resumeRun(ctx, { id, anyway: false })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('succeeded') as string,
    });
    await expect(pauseRun(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
    await expect(cancelRun(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('goes on in the next process where one stopped in the midst of it', async () => {
    const ctx = await world.as('ada');
    const { id } = await world.start(ctx, { ...asked, config: { steps: 60, milliseconds: 20 } });
    await world.until(id, ({ step }) => step >= 8);
    await world.rest();
    expect(await readRun(ctx, { id })).toMatchObject({ state: 'queued' });
    await world.work();
    expect(await world.until(id)).toMatchObject({ state: 'succeeded', attempt: 2 });
  });

  it('is cancelled from its page and from the page of jobs, and leaves no version behind', async () => {
    const ctx = await world.as('ada');
    const start = async () => {
      const { id } = await world.start(ctx, { ...asked, model: 'doomed', config: { steps: 500, milliseconds: 20 } });
      await world.until(id, ({ step }) => step >= 2);
      return id;
    };
    const first = await start();
    await cancelRun(ctx, { id: first });
    expect(await world.until(first)).toMatchObject({ state: 'cancelled', version: null });
    const second = await start();
    const [{ jobId }] = await database.db.select().from(trainingRuns).where(eq(trainingRuns.id, second));
    await cancelJob(database.ctx(), jobId!);
    expect(await world.until(second)).toMatchObject({ state: 'cancelled', version: null });
    expect(await removeRun(ctx, { id: first })).toEqual({ id: first });
    await expect(readRun(ctx, { id: first })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('replays: the same weights from the same, and a clear word where they are not', async () => {
    const ctx = await world.as('ada');
    const original = await world.until((await world.start(ctx, asked)).id);
    const replay = async () => world.until((await replayRun(ctx, { id: original.id })).id);
    expect(await replay()).toMatchObject({ version: null, replay: { sameData: true, sameWeights: true, differences: [] } });
    await database.db
      .update(trainingRuns)
      .set({ sha256: 'f'.repeat(64), versions: { ...original.versions, node: '1.0.0' } })
      .where(eq(trainingRuns.id, original.id));
    expect((await replay()).replay).toMatchObject({
      sameWeights: false,
      differences: [`node 1.0.0 → ${process.versions.node}`],
      message: expect.stringContaining('the versions do not match') as string,
    });
  });

  it('clones with changes; of a deleted run, a deleted parent or a lost text it says what is missing', async () => {
    const ctx = await world.as('ada');
    const original = await world.until((await world.start(ctx, { ...asked, config: { steps: 4 } })).id);
    const clone = await cloneRun(ctx, { id: original.id, config: { quality: 3 }, seed: 9 });
    expect(clone).toMatchObject({ clonedFrom: original.id, seed: 9, config: { steps: 4, quality: 3 } });
    expect((await world.until(clone.id)).dataSha256).not.toBe(original.dataSha256);
    const gone = '00000000-0000-4000-8000-000000000000';
    await expect(cloneRun(ctx, { id: gone, config: {} })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('any more') as string,
    });
    await database.db.update(trainingRuns).set({ parent: 'scribe@v999' }).where(eq(trainingRuns.id, original.id));
    await expect(cloneRun(ctx, { id: original.id, config: {} })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('scribe@v999, which this run started from, was deleted') as string,
    });
    await rm(path.join(world.dataDir, 'runs', clone.id, 'input'), { recursive: true });
    await expect(replayRun(ctx, { id: clone.id })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('text') as string,
    });
  });

  it('fails with a clear word where its text vanished before it began', async () => {
    const ctx = await world.as('ada');
    await world.rest();
    const { id } = await world.start(ctx, asked);
    await rm(path.join(world.dataDir, 'runs', id), { recursive: true });
    await world.work();
    expect(await world.until(id)).toMatchObject({
      state: 'failed',
      error: { code: 'unprocessable', message: expect.stringContaining('no longer there') as string },
    });
  });

  it('fails with a clear word where what it had prepared vanished while it was paused', async () => {
    const ctx = await world.as('ada');
    const paused = async () => {
      const { id } = await world.start(ctx, { ...asked, config: { steps: 60, milliseconds: 20 } });
      await world.until(id, ({ step }) => step >= 6);
      await pauseRun(ctx, { id });
      await world.until(id, ({ state }) => state === 'paused');
      return id;
    };
    const folder = (id: string) => path.join(world.dataDir, 'runs', id);
    const whole = await paused();
    await rm(folder(whole), { recursive: true });
    await resumeRun(ctx, { id: whole, anyway: false });
    expect((await world.until(whole)).error).toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('no longer there. Start a new run with the text') as string,
    });
    const part = await paused();
    await rm(path.join(folder(part), 'work', 'rows.json'));
    await resumeRun(ctx, { id: part, anyway: false });
    expect(await world.until(part)).toMatchObject({
      state: 'failed',
      version: null,
      error: {
        code: 'unprocessable',
        message: 'A file that this run works with is no longer there (rows.json). Clone the run: the new one begins afresh.',
      },
    });
  });

  it('tries a run with a defect three times, then gives it up', async () => {
    const { id } = await world.start(await world.as('ada'), { ...asked, model: 'broken', config: { breaksAt: 1 } });
    const run = await world.until(id);
    expect(run).toMatchObject({ state: 'failed', attempt: 3, error: { code: 'internal' } });
    expect(run.error!.message).not.toContain('planted');
    const [{ jobId }] = await database.db.select().from(trainingRuns).where(eq(trainingRuns.id, id));
    await untilFinished(database.ctx(), jobId!, { timeoutMs: 20_000 });
    await retryJob(database.ctx(), trainingRunJob, jobId!);
    expect(await world.until(id, ({ attempt, state }) => attempt === 6 && state === 'failed')).toMatchObject({ state: 'failed' });
  });

  it('does not take up another version’s checkpoint without being told to', async () => {
    const ctx = await world.as('ada');
    const { id } = await world.start(ctx, { ...asked, config: { steps: 60, milliseconds: 20 } });
    await world.until(id, ({ step }) => step >= 6);
    await world.rest();
    const { versions } = await readRun(ctx, { id });
    await database.db
      .update(trainingRuns)
      .set({ versions: { ...versions, onnxruntime: '0.1.0' } })
      .where(eq(trainingRuns.id, id));
    await world.work();
    const paused = await world.until(id, ({ state }) => state === 'paused');
    expect(paused.error?.message).toMatch(/onnxruntime 0\.1\.0 → /);
    await expect(resumeRun(ctx, { id, anyway: false })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Nothing was lost') as string,
    });
    await resumeRun(ctx, { id, anyway: true });
    expect(await world.until(id)).toMatchObject({ state: 'succeeded' });
  });

  it('refuses what a kind does not know, a text that is missing, and a name that is another’s', async () => {
    const ctx = await world.as('ada');
    const start = (change: object) => startRun(ctx, startRunInput.parse({ ...asked, ...change }));
    await expect(start({ config: { steps: 0 } })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'config.steps': expect.any(String) as string },
    });
    await expect(start({ config: { speed: 1 } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(start({ text: undefined })).rejects.toMatchObject({ fields: { text: expect.any(String) as string } });
    await expect(start({ model: 'embedder' })).rejects.toMatchObject({ code: 'conflict', fields: { model: expect.any(String) as string } });
    expect(startRunInput.safeParse({ ...asked, model: 'pull' }).error?.issues[0].message).toContain('kept for Loam’s own addresses');
    await expect(start({ parent: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await estimateRun(ctx, { ...startRunInput.parse(asked) })).toMatchObject({ counts: { lines: 40 }, estimate: { seconds: 1 } });
  });

  it('shows a run to its owner, to trainers and to admins; to learners it is not there', async () => {
    const ctx = await world.as('ada');
    const { id } = await world.until((await world.start(ctx, asked)).id);
    const page = listRunsInput.parse({ limit: 2, model: 'scribe' });
    for (const [name, role] of [
      ['tom', 'trainer'],
      ['root', 'admin'],
    ] as const) {
      expect((await readRun(await world.as(name, role), { id })).id).toBe(id);
    }
    const learner = await world.as('leo', 'learner');
    await expect(readRun(learner, { id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(cancelRun(learner, { id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await listRuns(learner, page)).runs).toEqual([]);
    await expect(world.start(learner, asked)).rejects.toMatchObject({ code: 'forbidden' });
    const first = await listRuns(ctx, page);
    expect(first.runs).toHaveLength(2);
    const second = await listRuns(ctx, { ...page, after: first.next! });
    expect(second.runs.map((run) => run.id)).not.toContain(first.runs[1].id);
    expect((await listRuns(await world.as('tom'), { ...page, mine: true })).runs).toEqual([]);
  });

  it('shows runs of everybody’s models to all trainers, whoever began them; those of a person’s own model to that person and admins', async () => {
    const [ada, lea] = [await world.as('ada'), await world.as('lea')];
    const shared = await world.start(ada, { ...asked, model: 'of-all' });
    const own = await startRun(lea, startRunInput.parse({ ...asked, model: 'leas-own' }), { modelOwnerId: 'lea' });
    // Whoever began a run may be a learner by now.
    const viewers = {
      'its owner as a learner': database.ctx({ actor: { kind: 'user', userId: 'ada', role: 'learner' } }),
      'another learner': await world.as('lou', 'learner'),
      'another trainer': await world.as('tom'),
      'the person': lea,
      'an admin': await world.as('root', 'admin'),
    };
    const page = listRunsInput.parse({ limit: 100 });
    const seen: Record<string, readonly boolean[]> = {};
    for (const [who, ctx] of Object.entries(viewers)) {
      const listed = (await listRuns(ctx, page)).runs.map(({ id }) => id);
      const read = async ({ id }: { readonly id: string }) =>
        readRun(ctx, { id }).then(
          () => true,
          () => false,
        );
      seen[who] = [await read(shared), await read(own)];
      expect([listed.includes(shared.id), listed.includes(own.id)]).toEqual(seen[who]);
    }
    expect(seen).toEqual({
      'its owner as a learner': [true, false],
      'another learner': [false, false],
      'another trainer': [true, false],
      'the person': [true, true],
      'an admin': [true, true],
    });
    await world.until(shared.id);
    await world.until(own.id);
  });

  it('streams a run as it goes, and what is new where the stream is taken up', async () => {
    const ctx = await world.as('ada');
    const { id } = await world.start(ctx, { ...asked, config: { steps: 40, milliseconds: 20 } });
    const states: string[] = [];
    const steps: number[] = [];
    for await (const { event, data } of followRun(ctx, { id, after: -1 })) {
      if (event === 'run') states.push((data as { state: string }).state);
      else steps.push(...(data as { step: number }[]).map(({ step }) => step));
    }
    expect(states[states.length - 1]).toBe('succeeded');
    expect(states).toContain('running');
    expect([...new Set(steps)]).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const later: number[] = [];
    for await (const { event, data } of followRun(ctx, { id, after: 35 })) {
      if (event === 'points') later.push(...(data as { step: number }[]).map(({ step }) => step));
    }
    expect(later).toEqual([36, 37, 38, 39, 40]);
  });
});
