import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { blindComparisons, fineTunes, trainingExamples, trainingPoints, trainingRuns, users } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import type { Kind } from '@/lib/features/runs';
import { registerKinds } from '@/lib/features/runs/server';
import { fineTuneInput, type BlindPair } from '../fine-tune-schemas';
import { judgePair, readComparison } from './blind';
import { listOwnModels } from './fine-tunes';
import { followFineTune, type FineTuneEvent } from './follow-fine-tune';
import { learnByItself } from './learn-by-itself';
import { fineTune } from './start-fine-tune';
import { storyVoice } from './voices/story-voice';

const unused = () => Promise.reject(new Error('this test trains nothing'));
/** Stands where the writer's kind does: nothing is trained here. */
const kind: Kind = {
  name: 'writer',
  summary: 'For tests.',
  config: z.object({}),
  data: 'text',
  parents: true,
  prepare: unused,
  train: unused,
  export: unused,
  evaluate: unused,
  serve: unused,
};

describe('fine-tuning', () => {
  const database = withDatabase('pglite');
  let dataDir: string;
  beforeAll(async () => {
    registerKinds([kind]);
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-fine-tune-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  beforeEach(() => publishTestApp({ dataDir, fixed: { FINETUNE_EXAMPLES: 10 } }));
  afterEach(withdrawApp);

  const as = async (id: string): Promise<Ctx> => {
    await database.db.insert(users).values({ id, email: `${id}@example.org`, name: id }).onConflictDoNothing(); // prettier-ignore
    return database.ctx({ actor: { kind: 'user', userId: id, role: 'learner' } });
  };
  /** Gives somebody examples: told by the composer, or their own writing. */
  const give = async (ownerId: string, told: number, own: number) => {
    for (let i = 0; i < told + own; i++) {
      const story = (await storyVoice('composer').tell({ prompt: 'A diver', genre: 'adventure', style: 'plain', seed: i, variant: 0 }))!;
      await database.db.insert(trainingExamples).values({
        id: newId(),
        ownerId,
        prompt: 'A diver',
        settings: {},
        state: 'collected',
        ...(i < told
          ? { voice: 'composer', text: story.text, plan: story.told, sentences: story.sentences }
          : { voice: 'person', weight: 2, text: `What I wrote, number ${i}. It is mine.` }),
      });
    }
  };
  const start = (ctx: Ctx, input: object = {}) => fineTune(ctx, fineTuneInput.parse(input));

  it('refuses with the number that is missing, by weight and by source', async () => {
    const ctx = await as('few');
    await give('few', 1, 1);
    await expect(start(ctx)).rejects.toMatchObject({ code: 'unprocessable', extra: { found: 3, needed: 10, missing: 7 } });
    await expect(start(ctx, { source: 'own' })).rejects.toMatchObject({ extra: { found: 2, missing: 8 } });
  });

  it('starts a run on the writer for a model of one’s own, and tells a second start of the first', async () => {
    const ctx = await as('ada');
    await give('ada', 8, 1);
    const started = await start(ctx);
    expect(started).toMatchObject({ state: 'queued', examples: 10, source: 'all', model: null, verdict: null, promoted: false });
    const [run] = await database.db.select().from(trainingRuns).where(eq(trainingRuns.id, started.run_id!));
    expect(run).toMatchObject({ kind: 'writer', model: 'zega-ada', ownerId: 'ada', modelOwnerId: 'ada' });
    expect(run.parent).toMatch(/^writer@/);
    const lines = (await readFile(path.join(dataDir, 'runs', run.id, 'input', 'passages.jsonl'), 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { text: string; prefix?: string; weight: number }); // prettier-ignore
    expect(lines).toHaveLength(8 * 7 + 1);
    expect(lines.filter(({ weight, prefix }) => weight === 2 && prefix === undefined)).toHaveLength(1);
    await expect(start(ctx)).rejects.toMatchObject({ code: 'conflict', extra: { fine_tune_id: started.id } });
    expect((await listOwnModels(ctx, {})).fine_tunes.map(({ id }) => id)).toEqual([started.id]);
    expect((await listOwnModels(await as('ben'), {})).fine_tunes).toEqual([]);
  });

  it('is started once where two ask for it at the same time', async () => {
    const ctx = await as('hasty');
    await give('hasty', 8, 1);
    const asked = await Promise.allSettled([start(ctx), start(ctx)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await listOwnModels(ctx, {})).fine_tunes).toHaveLength(1);
  });

  it('can use one’s own writing alone', async () => {
    const ctx = await as('author');
    await give('author', 9, 5);
    const { run_id } = await start(ctx, { source: 'own' });
    const file = await readFile(path.join(dataDir, 'runs', run_id!, 'input', 'passages.jsonl'), 'utf8');
    expect(file.trim().split('\n')).toHaveLength(5);
    expect(file).not.toContain('prefix');
  });

  it('is heard with its curve by its owner and by trainers until the stories are told, and by nobody else', async () => {
    const ctx = await as('heard');
    await give('heard', 0, 5);
    const { id, run_id } = await start(ctx);
    await database.db.insert(users).values({ id: 'trainer', email: 'trainer@example.org', name: 'T', role: 'trainer' });
    const trainer = database.ctx({ actor: { kind: 'user', userId: 'trainer', role: 'trainer' } });
    const points = [3, 2].map((loss, step) => ({ step, values: { loss } }));
    const run = (change: Partial<typeof trainingRuns.$inferInsert>) =>
      database.db.update(trainingRuns).set(change).where(eq(trainingRuns.id, run_id!));
    for (const who of [ctx, trainer]) {
      await database.db.delete(trainingPoints);
      await run({ state: 'running', revision: 1 });
      await database.db.update(fineTunes).set({ finishedAt: null }).where(eq(fineTunes.id, id));
      const heard: FineTuneEvent[] = [];
      for await (const event of followFineTune(who, { user_id: 'heard', id })) {
        heard.push(event);
        if (heard.length === 1) await database.db.insert(trainingPoints).values(points.map((point) => ({ ...point, runId: run_id! })));
        if (event.event === 'points') await run({ state: 'succeeded', revision: 2, version: 'v1' });
        if (event.event === 'fine_tune' && event.data.comparing)
          await database.db
            .update(fineTunes)
            .set({ finishedAt: new Date('2026-01-01T00:00:00Z') })
            .where(eq(fineTunes.id, id));
      }
      expect(heard.find(({ event }) => event === 'points')?.data).toEqual(points);
      const told = heard.flatMap(({ event, data }) => (event === 'fine_tune' ? [data] : []));
      expect(told[0]).toMatchObject({ state: 'running', comparing: false });
      expect(told.some(({ comparing }) => comparing)).toBe(true);
      expect(told.at(-1)).toMatchObject({ state: 'succeeded', comparing: false, model: 'zega-heard@v1' });
    }
    await expect(followFineTune(await as('nosy'), { user_id: 'heard', id }).next()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(followFineTune(await as('nosy'), { id }).next()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('begins by itself with the writing that completes what is needed, unless that is switched off', async () => {
    const [ctx, other] = [await as('completing'), await as('switched-off')];
    await give('completing', 4, 3);
    await learnByItself(ctx, 'completing', () => undefined);
    expect((await listOwnModels(ctx, {})).fine_tunes).toMatchObject([{ state: 'queued', examples: 10 }]);
    const said: string[] = [];
    await give('completing', 10, 0);
    await learnByItself(ctx, 'completing', (line) => said.push(line));
    expect(said).toEqual([expect.stringContaining('learning already')]);
    await give('switched-off', 4, 3);
    publishTestApp({ dataDir, fixed: { FINETUNE_EXAMPLES: 10, AUTO_FINETUNE: false } });
    await learnByItself(other, 'switched-off', () => undefined);
    expect((await listOwnModels(other, {})).fine_tunes).toEqual([]);
  });

  it('has pairs judged one after the other, by their owner alone', async () => {
    const [ctx, other] = [await as('judge'), await as('stranger')];
    const pair: BlindPair = { prompt: 'A bell', genre: 'mystery', a: 'one', b: 'two', candidateIs: 'b', choice: null };
    await database.db.insert(blindComparisons).values({ id: 'c', ownerId: 'judge', pairs: [pair, pair] });
    await expect(readComparison(other, { id: 'c' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await judgePair(ctx, { id: 'c', number: 1, choice: 'b' })).pair).toMatchObject({ number: 2 });
    await expect(judgePair(ctx, { id: 'c', number: 1, choice: 'a' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await judgePair(ctx, { id: 'c', number: 2, choice: 'b' })).result).toMatchObject({ candidate: 2, other: 0, same: 0 });
  });
});
