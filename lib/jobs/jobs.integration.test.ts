import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { inTransaction } from '@/db/ctx';
import { queryRows, runSql } from '@/db/database';
import { jobProgress, jobSchedules, users } from '@/db/schema';
import { type TestDatabase, describeDatabases, testContext } from '@/db/testing';
import { LoamError } from '@/lib/core/errors';
import { silentLog } from '@/lib/core/log';
import { prepareQueues } from './boss';
import { emptyQueue } from './boss-tables';
import { type HandledJob, type JobDefinition, type RunningJob, handleJob } from './define';
import { cancelJob, enqueue, retryJob } from './queue';
import { countJobs, listJobs, readJob, untilFinished } from './read';
import { listSchedules, removeSchedule, setSchedule } from './schedule';
import { alone, echo, endless, flaky, testJobs } from './testing/test-jobs';
import { type Worker, startWorker } from './worker';

vi.setConfig({ testTimeout: 30_000 });

const finished = (database: TestDatabase, id: string) => untilFinished(database.ctx(), id, { timeoutMs: 20_000 });

const person = (userId: string, role: 'learner' | 'admin' = 'learner') => ({ actor: { kind: 'user', userId, role } as const });

describeDatabases('jobs', (database) => {
  let worker: Worker | undefined;
  let started: { id: string; at: number }[] = [];
  let aborted: string[] = [];

  const untilStarted = async (id: string, count = 1): Promise<void> => {
    for (;;) {
      if (started.filter((start) => start.id === id).length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  const handlers: HandledJob[] = [
    handleJob(echo, async (_ctx, { text }, job: RunningJob) => {
      started.push({ id: job.id, at: performance.now() });
      return { said: text };
    }),
    handleJob(flaky, async (_ctx, { failures }, job) => {
      job.log(`attempt ${job.attempt}`);
      if (job.attempt <= failures) throw new Error('a secret detail');
      return job.attempt;
    }),
    handleJob(endless, async (ctx, _input, job) => {
      started.push({ id: job.id, at: performance.now() });
      job.progress(0.5, 'half');
      await new Promise<void>((_resolve, reject) => {
        ctx.signal?.addEventListener('abort', () => {
          aborted.push(job.id);
          reject(new Error('aborted'));
        });
      });
    }),
    handleJob(alone, async (_ctx, { of }) => of),
  ];

  const start = async (handled = handlers): Promise<Worker> => {
    worker = await startWorker({
      connection: database.connection,
      handlers: handled,
      createContext: (parts) => testContext(database.db, parts),
      log: silentLog(),
    });
    return worker;
  };

  const stop = async (): Promise<void> => {
    await worker?.stop();
    worker = undefined;
  };

  let early = '';

  beforeAll(async () => {
    early = await enqueue(database.ctx(), echo, { text: 'before there was a queue' });
    const cancelled = await enqueue(database.ctx(), echo, { text: 'cancelled before there was a queue' });
    await cancelJob(database.ctx(), cancelled);
    await prepareQueues(database.connection, testJobs);
    await database.db.insert(users).values(['ada', 'bob'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
  });

  afterEach(() => {
    started = [];
    aborted = [];
  });

  afterAll(stop);

  describe('while no worker runs', () => {
    test('a job that was asked for in a transaction which rolled back does not exist', async () => {
      let id = '';
      const failing = inTransaction(database.ctx(), async (ctx) => {
        id = await enqueue(ctx, echo, { text: 'never' });
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await expect(readJob(database.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await queryRows(database.db, sql`select id from pgboss.job where id = ${id}::uuid`)).toEqual([]);
    });

    test('a wrong input is refused at once', async () => {
      await expect(enqueue(database.ctx(), echo, { text: 'x'.repeat(1001) })).rejects.toThrow();
    });

    test('a waiting job that is cancelled never runs, and cannot be cancelled again', async () => {
      const id = await enqueue(database.ctx(), echo, { text: 'cancelled' });
      await cancelJob(database.ctx(), id);
      expect(await readJob(database.ctx(), id)).toMatchObject({
        state: 'cancelled',
        cancelRequested: true,
        finishedAt: expect.any(Date) as Date,
      });
      await expect(cancelJob(database.ctx(), id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('an exclusive job is refused while another with its key waits', async () => {
      await enqueue(database.ctx(), alone, { of: 'a' }, { key: 'a' });
      await enqueue(database.ctx(), alone, { of: 'b' }, { key: 'b' });
      await expect(enqueue(database.ctx(), alone, { of: 'a' }, { key: 'a' })).rejects.toMatchObject({ code: 'conflict' });
      expect(await listJobs(database.ctx(), { queue: alone.name })).toHaveLength(2);
    });

    test('people see their own jobs, admins all of them', async () => {
      const id = await enqueue(database.ctx(person('ada')), echo, { text: 'mine' });
      const nobodys = await enqueue(database.ctx(person('ada')), echo, { text: 'system' }, { ownerId: null });
      expect(await readJob(database.ctx(person('ada')), id)).toMatchObject({ ownerId: 'ada', payload: { text: 'mine' } });
      for (const hidden of [id, nobodys])
        await expect(readJob(database.ctx(person('bob')), hidden)).rejects.toMatchObject({ code: 'not_found' });
      await expect(cancelJob(database.ctx(person('bob')), id)).rejects.toMatchObject({ code: 'not_found' });
      expect((await listJobs(database.ctx(person('ada')))).map((job) => job.id)).toEqual([id]);
      expect(await listJobs(database.ctx(person('bob')))).toEqual([]);
      await expect(listJobs(database.ctx({ actor: { kind: 'anonymous' } }))).rejects.toMatchObject({ code: 'not_signed_in' });
      expect(await readJob(database.ctx(person('bob', 'admin')), nobodys)).toMatchObject({ ownerId: null });
      expect(await countJobs(database.ctx(person('ada')))).toEqual([{ queue: echo.name, state: 'queued', count: 1 }]);
    });
  });

  describe('while a worker runs', () => {
    beforeAll(async () => {
      await start();
    });
    afterAll(stop);

    test('what waited is done, what was cancelled is not', async () => {
      const waiting = await listJobs(database.ctx(), { queue: echo.name, state: 'queued' });
      for (const { id } of waiting) expect(await finished(database, id)).toMatchObject({ state: 'succeeded' });
      expect(await listJobs(database.ctx(), { queue: echo.name, state: 'cancelled' })).toMatchObject([{ attempt: 0 }, { attempt: 0 }]);
    });

    test('a job that was asked for before any worker ever ran is done', async () => {
      expect(await finished(database, early)).toMatchObject({ state: 'succeeded', result: { said: 'before there was a queue' } });
    });

    test('a job runs once with its input, and its result is kept', async () => {
      const id = await enqueue(database.ctx(), echo, { text: 'hello 🌱' });
      expect(await finished(database, id)).toMatchObject({
        state: 'succeeded',
        result: { said: 'hello 🌱' },
        progress: 1,
        attempt: 1,
        error: null,
        startedAt: expect.any(Date) as Date,
        finishedAt: expect.any(Date) as Date,
      });
      expect(started.filter((start) => start.id === id)).toHaveLength(1);
    });

    test('a job starts soon after it was asked for', async () => {
      const delays: number[] = [];
      for (let i = 0; i < 9; i++) {
        const asked = performance.now();
        const id = await inTransaction(database.ctx(), (ctx) => enqueue(ctx, echo, { text: String(i) }));
        await finished(database, id);
        delays.push((started.find((start) => start.id === id)?.at ?? Infinity) - asked);
      }
      expect(delays.sort((a, b) => a - b)[4]).toBeLessThan(150);
    });

    test('a backlog is worked off without pauses', async () => {
      const began = performance.now();
      const ids = await inTransaction(database.ctx(), async (ctx) => {
        const asked: string[] = [];
        for (let i = 0; i < 30; i++) asked.push(await enqueue(ctx, echo, { text: String(i) }));
        return asked;
      });
      for (const id of ids) await finished(database, id);
      expect(performance.now() - began).toBeLessThan(8_000);
    });

    test('a job that may not start yet waits for its moment', async () => {
      const startAfter = new Date(database.ctx().clock.now().getTime() + 1500);
      const id = await enqueue(database.ctx(), echo, { text: 'later' }, { startAfter });
      const { startedAt } = await finished(database, id);
      expect(startedAt?.getTime()).toBeGreaterThanOrEqual(startAfter.getTime());
    });

    test('a failed attempt is repeated, and the log tells of both', async () => {
      const id = await enqueue(database.ctx(), flaky, { failures: 1 });
      const job = await finished(database, id);
      expect(job).toMatchObject({ state: 'succeeded', attempt: 2, result: 2, error: null });
      expect(job.log.map(({ line }) => line)).toEqual(['attempt 1', 'attempt 2']);
    });

    test('a job without attempts left lies among the failed, and can be started again', async () => {
      const id = await enqueue(database.ctx(person('ada')), flaky, { failures: 3 });
      const failed = await finished(database, id);
      expect(failed).toMatchObject({ state: 'failed', attempt: 3, payload: { failures: 3 }, error: { code: 'internal' } });
      expect(failed.error?.detail).toContain('a secret detail');
      expect((await readJob(database.ctx(person('ada')), id)).error).toEqual({ code: 'internal', message: failed.error?.message });
      expect((await listJobs(database.ctx(), { state: 'failed' })).map((job) => job.id)).toEqual([id]);
      await database.db
        .update(jobProgress)
        .set({ payload: { failures: 1 } })
        .where(eq(jobProgress.id, id));
      await retryJob(database.ctx(), flaky, id);
      expect(await finished(database, id)).toMatchObject({ state: 'succeeded', attempt: 2 });
      await expect(retryJob(database.ctx(), flaky, id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a running job that is cancelled is told within two seconds', async () => {
      const id = await enqueue(database.ctx(), endless, {});
      await untilStarted(id);
      const asked = performance.now();
      await cancelJob(database.ctx(), id);
      expect(await finished(database, id)).toMatchObject({ state: 'cancelled', progress: 0.5, message: 'half' });
      expect(performance.now() - asked).toBeLessThan(2_000);
      expect(aborted).toEqual([id]);
    });

    test('a cancelled job can be started again', async () => {
      const id = await enqueue(database.ctx(), endless, {});
      await untilStarted(id);
      await cancelJob(database.ctx(), id);
      await finished(database, id);
      await retryJob(database.ctx(), endless, id);
      await untilStarted(id, 2);
      await cancelJob(database.ctx(), id);
      await finished(database, id);
    });

    test('waiting for a job ends when the time is over', async () => {
      const id = await enqueue(database.ctx(), endless, {});
      await expect(untilFinished(database.ctx(), id, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout', extra: { jobId: id } });
      await cancelJob(database.ctx(), id);
      await finished(database, id);
    });

    test('a job that the queue lost is put back, as after a restored backup, and keeps its moment', async () => {
      const startAfter = new Date(database.ctx().clock.now().getTime() + 2000);
      const id = await enqueue(database.ctx(), echo, { text: 'lost' }, { startAfter });
      await emptyQueue(runSql(database.db));
      const job = await finished(database, id);
      expect(job).toMatchObject({ state: 'succeeded', result: { said: 'lost' } });
      expect(job.startedAt?.getTime()).toBeGreaterThanOrEqual(startAfter.getTime());
    });
  });

  test('a failure that was to be expected is not repeated, and says what it is', async () => {
    const refusing = handleJob(echo, async () => {
      throw new LoamError('no_material', 'Nothing about that.', { extra: { nearest: ['lists'] } });
    });
    await start([refusing]);
    const id = await enqueue(database.ctx(), echo, { text: 'x' });
    const error = { code: 'no_material', message: 'Nothing about that.', extra: { nearest: ['lists'] } };
    expect(await finished(database, id)).toMatchObject({ state: 'failed', attempt: 1, error });
    await stop();
  });

  test('a worker that stops puts its job back, and the next one does it', async () => {
    await start();
    const id = await enqueue(database.ctx(), endless, {});
    await untilStarted(id);
    await stop();
    expect(aborted).toEqual([id]);
    expect(await readJob(database.ctx(), id)).toMatchObject({ state: 'queued', attempt: 1 });
    await start([handleJob(endless, async (_ctx, _input, job) => job.attempt)]);
    expect(await finished(database, id)).toMatchObject({ state: 'succeeded', result: 1 });
    await stop();
  });

  test('a schedule is kept, replaced, due, and ended', async () => {
    const ctx = database.ctx();
    const wrong = { code: 'invalid_input', fields: { cron: expect.any(String) as string } };
    await expect(setSchedule(ctx, echo, { cron: 'at noon', input: { text: 'x' } })).rejects.toMatchObject(wrong);
    await expect(setSchedule(ctx, echo, { cron: '0 3 * * *', input: { text: 'x' }, timezone: 'Mars/Base' })).rejects.toMatchObject(wrong);
    await setSchedule(ctx, echo, { cron: '0 3 * * *', input: { text: 'nightly' }, key: 'night', timezone: 'Europe/Vienna' });
    await setSchedule(ctx, echo, { cron: '30 3 * * *', input: { text: 'nightly' }, key: 'night', timezone: 'Europe/Vienna' });
    const [schedule, ...others] = await listSchedules(ctx);
    expect(others).toEqual([]);
    expect(schedule).toMatchObject({
      queue: echo.name,
      key: 'night',
      cron: '30 3 * * *',
      timezone: 'Europe/Vienna',
      input: { text: 'nightly' },
    });
    expect(schedule.next[0].getTime()).toBeGreaterThan(ctx.clock.now().getTime());
    await removeSchedule(ctx, echo, 'night');
    expect(await listSchedules(ctx)).toEqual([]);
  });

  test('a schedule that is due runs its job', async () => {
    await setSchedule(database.ctx(), echo, { cron: '0 0 1 1 *', input: { text: 'gone' }, key: 'gone' });
    await database.db.delete(jobSchedules);
    // The queue looks back one minute when it starts, so a schedule for every minute is due at once.
    await setSchedule(database.ctx(), echo as JobDefinition, { cron: '* * * * *', input: { text: 'every minute' } });
    await emptyQueue(runSql(database.db));
    await start();
    let job;
    while (!job) {
      [job] = await listJobs(database.ctx(), { queue: echo.name, state: 'succeeded', limit: 1 });
      if ((job?.payload as { text: string } | undefined)?.text !== 'every minute') job = undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(job).toMatchObject({ ownerId: null, result: { said: 'every minute' } });
    expect(await queryRows(database.db, sql`select name, key from pgboss.schedule`)).toEqual([{ name: echo.name, key: '' }]);
    await removeSchedule(database.ctx(), echo);
    await stop();
  });
});
