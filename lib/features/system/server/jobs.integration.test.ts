import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { jobProgress, users } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { defineJob } from '@/lib/jobs/define';
import { enqueue } from '@/lib/jobs/queue';
import { setSchedule } from '@/lib/jobs/schedule';
import { listJobsInput } from '../schemas';
import { discardJob, listJobs, listQueues, listSchedules, readJob, retryFailed, runSchedule } from '.';

const bake = defineJob({ name: 'bake', input: z.object({ loaves: z.number() }), retryLimit: 4, concurrency: 3 });
const sweep = defineJob({ name: 'sweep', input: z.object({}) });
const train = defineJob({ name: 'train', input: z.object({}), retryLimit: 10_000, goesOn: true });

const database = withDatabase('pglite');
const as = (userId: string, role: 'learner' | 'admin') => database.ctx({ actor: { kind: 'user', userId, role } });
const admin = () => as('ada', 'admin');

/** Ends a job as a worker would have, after so many seconds. */
const end = async (id: string, state: 'succeeded' | 'failed', seconds: number, attempt = 1) => {
  const startedAt = new Date('2026-01-01T00:00:00Z');
  const finishedAt = new Date(startedAt.getTime() + seconds * 1000);
  await database.db.update(jobProgress).set({ state, startedAt, finishedAt, attempt }).where(eq(jobProgress.id, id));
};

beforeAll(async () => {
  publishTestApp({}, [bake, sweep, train]);
  await database.db.insert(users).values(['ada', 'bob'].map((id) => ({ id, email: `${id}@example.org`, name: `${id}’s name` })));
});
beforeEach(async () => {
  await database.db.delete(jobProgress);
});
afterAll(withdrawApp);

it('counts what every queue holds and how long its jobs take, also of kinds that are not known any more', async () => {
  for (const [seconds, attempt] of [
    [1, 1],
    [2, 1],
    [9, 3],
  ] as const)
    // prettier-ignore
    await end(await enqueue(admin(), bake, { loaves: 1 }), 'succeeded', seconds, attempt);
  await end(await enqueue(admin(), bake, { loaves: 1 }), 'failed', 600, 5);
  const waiting = await enqueue(admin(), bake, { loaves: 2 });
  await database.db.insert(jobProgress).values({ id: 'old', queue: 'ancient', state: 'cancelled' });
  const { queues } = await listQueues(admin());
  const asked = (await readJob(admin(), { id: waiting })).createdAt;
  const nothing = {
    queued: 0,
    running: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
    repeated: 0,
    waitingSince: null,
    medianSeconds: null,
    slowSeconds: null,
  };
  expect(queues).toEqual([
    { ...nothing, name: 'ancient', cancelled: 1, attempts: null, concurrency: null },
    { ...nothing, name: 'bake', queued: 1, succeeded: 3, failed: 1, repeated: 2, waitingSince: asked, medianSeconds: 2, slowSeconds: expect.closeTo(8.3, 5) as number, attempts: 5, concurrency: 3 }, // prettier-ignore
    { ...nothing, name: 'sweep', attempts: 3, concurrency: 1 },
    { ...nothing, name: 'train', attempts: null, concurrency: 1 },
  ]);
});

it('turns pages without leaving a job out, although several were asked for at the same moment', async () => {
  const at = new Date('2026-02-01T00:00:00Z');
  await database.db.insert(jobProgress).values(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, queue: 'bake', createdAt: at })));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const answer = await listJobs(admin(), listJobsInput.parse({ limit: 2, after }));
    seen.push(...answer.jobs.map(({ id }) => id));
    after = answer.next ?? undefined;
  } while (after);
  expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
});

it('says whose a job is, what it was asked with and how often it may be tried', async () => {
  const id = await enqueue(as('bob', 'learner'), bake, { loaves: 7 });
  expect(await readJob(admin(), { id })).toMatchObject({
    ownerName: 'bob’s name',
    input: { loaves: 7 },
    attempt: 0,
    attempts: 5,
    startAfter: null,
  });
  const own = await enqueue(admin(), sweep, {}, { ownerId: null });
  expect(await readJob(admin(), { id: own })).toMatchObject({ ownerId: null, ownerName: null, attempts: 3 });
});

it('starts failed jobs again: all, or those of a queue, but none of a kind that is not known', async () => {
  const baked = await enqueue(admin(), bake, { loaves: 1 });
  const swept = await enqueue(admin(), sweep, {});
  for (const id of [baked, swept]) await end(id, 'failed', 1, 5);
  await database.db.insert(jobProgress).values({ id: 'old', queue: 'ancient', state: 'failed' });
  expect(await retryFailed(admin(), { queue: 'sweep' })).toEqual({ retried: 1 });
  expect((await readJob(admin(), { id: baked })).state).toBe('failed');
  expect(await retryFailed(admin(), {})).toEqual({ retried: 1 });
  for (const id of [baked, swept]) expect(await readJob(admin(), { id })).toMatchObject({ state: 'queued', attempt: 0 });
  expect((await readJob(admin(), { id: 'old' })).state).toBe('failed');
});

it('forgets a job that has ended, and keeps one that has not', async () => {
  const id = await enqueue(admin(), sweep, {});
  await expect(discardJob(admin(), { id })).rejects.toMatchObject({ code: 'conflict' });
  await end(id, 'failed', 1);
  await expect(discardJob(as('bob', 'learner'), { id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await discardJob(admin(), { id })).toEqual({ id });
  await expect(readJob(admin(), { id })).rejects.toMatchObject({ code: 'not_found' });
});

it('lists schedules with their last job, and does one at once', async () => {
  await setSchedule(admin(), bake, { cron: '30 3 * * *', input: { loaves: 3 }, key: 'night', timezone: 'Europe/Vienna' });
  const [before] = (await listSchedules(admin())).schedules;
  expect(before).toMatchObject({
    queue: 'bake',
    key: 'night',
    cron: '30 3 * * *',
    timezone: 'Europe/Vienna',
    catchUp: false,
    lastJob: null,
  });
  expect(before.next).toHaveLength(3);
  const job = await runSchedule(admin(), { queue: 'bake', key: 'night' });
  expect(job).toMatchObject({ queue: 'bake', input: { loaves: 3 }, ownerId: null, state: 'queued' });
  expect((await listSchedules(admin())).schedules[0].lastJob?.id).toBe(job.id);
  await expect(runSchedule(admin(), { queue: 'bake', key: '' })).rejects.toMatchObject({ code: 'not_found' });
});
