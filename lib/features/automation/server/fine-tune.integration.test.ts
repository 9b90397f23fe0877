import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { blindComparisons, trainingExamples, trainingRuns, users } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import type { Kind } from '@/lib/features/runs';
import { registerKinds } from '@/lib/features/runs/server';
import { fineTuneInput, type BlindPair } from '../fine-tune-schemas';
import { judgePair, readComparison } from './blind';
import { listOwnModels } from './fine-tunes';
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

  it('can use one’s own writing alone', async () => {
    const ctx = await as('author');
    await give('author', 9, 5);
    const { run_id } = await start(ctx, { source: 'own' });
    const file = await readFile(path.join(dataDir, 'runs', run_id!, 'input', 'passages.jsonl'), 'utf8');
    expect(file.trim().split('\n')).toHaveLength(5);
    expect(file).not.toContain('prefix');
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
