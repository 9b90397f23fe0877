import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { autoTrainingBatches, jobProgress, stories, storyMemories, trainingExamples, users } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { writeStoryInput, type StoryScore } from '@/lib/features/stories';
import { loadPrompts, recallStory, tellStory } from '@/lib/features/stories/server';
import { demoUserId } from '@/lib/features/auth/server';
import { startOpenAiServer } from '@/lib/features/engines/testing/openai-server';
import { autoTrainInput, listExamplesInput, presetInput, scheduleInput, styleInput } from '../schemas';
import { batchResult } from './batch-result';
import { cancelBatch, listBatches, readBatch } from './batches';
import { collectExamples, type Collecting } from './collect-examples';
import { discardExample, exportExamples, listExamples } from './examples';
import { forget, readMemory } from './memory';
import { batchPlanSchema, planBatch } from './plan-batch';
import { deletePreset, listPresets, savePreset } from './presets';
import { addPrompt, deletePrompt, listPrompts } from './prompts';
import { endSchedule, readSchedule, saveSchedule } from './schedule';
import { startAutoTraining } from './start-auto-training';
import { readStats } from './statistics';
import { deleteStyle, listStyles, saveStyle } from './styles';
import { openVoices } from './voices/open-voices';
import { storyVoice } from './voices/story-voice';

const points = (score: number): StoryScore => ({
  score,
  probability: 0.9,
  parts: [{ fault: 'cut', label: 'Breaks off', points: score - 10, probability: 0.1, signs: [] }],
  words: 180,
  sentences: 10,
  notes: [],
  model: { name: 'quality', version: '1' },
  writer: { name: 'writer', version: '1' },
});

describe('auto-training', () => {
  const database = withDatabase('pglite');
  beforeEach(() => publishTestApp({ dataDir: '/nowhere' }));
  afterEach(withdrawApp);

  const as = async (id: string, role: 'learner' | 'trainer' = 'learner', scopes?: readonly string[]): Promise<Ctx> => {
    await database.db
      .insert(users)
      .values({ id, email: `${id}@example.org`, name: id, role })
      .onConflictDoNothing();
    return database.ctx({ actor: { kind: 'user', userId: id, role, scopes } });
  };
  const start = (ctx: Ctx, change: Record<string, unknown> = {}) =>
    startAutoTraining(ctx, autoTrainInput.parse({ num_examples: 6, voices: ['composer'], seed: 3, ...change }));
  /** Tells a collection with the composer alone; every third text gets too few points. */
  const collect = async (ctx: Ctx, batchId: string, change: Partial<Collecting> = {}) => {
    const [batch] = await database.db.select().from(autoTrainingBatches).where(eq(autoTrainingBatches.id, batchId));
    const plan = batchPlanSchema.parse(batch.plan);
    let scored = 0;
    return collectExamples(ctx, {
      batchId,
      ownerId: batch.ownerId,
      plan: { ...plan, candidates: 1 },
      texts: planBatch(plan, loadPrompts()),
      voices: [storyVoice('composer')],
      score: async () => points(++scored % 3 === 0 ? 6 : 8),
      vectorOf: async () => undefined,
      ...change,
    });
  };
  const finish = (batchId: string) =>
    database.db
      .update(autoTrainingBatches)
      .set({ finishedAt: new Date('2026-01-01T00:00:00Z') })
      .where(eq(autoTrainingBatches.id, batchId));
  const textsOf = async (ctx: Ctx) =>
    (await listExamples(ctx, listExamplesInput.parse({ limit: 100 }))).examples.map(({ text }) => text).sort();

  it('makes the same examples from the same seed, keeps them apart from the stories, and counts as the contract does', async () => {
    const [ada, ben] = [await as('ada'), await as('ben')];
    for (const ctx of [ada, ben]) {
      const { batch_id } = await start(ctx);
      await collect(ctx, batch_id);
      await finish(batch_id);
    }
    expect(await textsOf(ada)).toEqual(await textsOf(ben));
    const { batches } = await listBatches(ada, { limit: 5 });
    expect(batches[0].result).toMatchObject({
      total_requested: 6,
      successful: 6,
      failed: 0,
      collected: 4,
      below_threshold: 2,
      average_quality: 7.33,
      average_quality_collected: 8,
      success_rate: 1,
      high_quality_rate: 0.6667,
      seed: 3,
      training_stats: { training_examples: 4, examples_until_next_training: 46 },
      ready_for_finetuning: false,
      reasons: [{ reason: 'Below 7: breaks off', count: 2 }],
    });
    const [{ kept }] = await database.db.select({ kept: count() }).from(stories);
    expect(kept).toBe(0);

    // Once more from the same seed there is nothing new.
    const again = await start(ada);
    await collect(ada, again.batch_id);
    expect(await batchResult(ada, again.batch_id)).toMatchObject({
      successful: 0,
      failed: 6,
      reasons: [{ reason: 'Near-duplicate', count: 6 }],
    });
  });

  it('goes on where it was cut off, and tells nothing twice', async () => {
    const ctx = await as('cut');
    const { batch_id } = await start(ctx, { seed: 11 });
    const stop = new AbortController();
    const broken = collect({ ...ctx, signal: stop.signal }, batch_id, {
      onTold: (_told, _text, done) => {
        if (done === 3) stop.abort(new Error('killed'));
      },
    });
    await expect(broken).rejects.toThrow('killed');
    expect((await readBatch(ctx, { id: batch_id })).done).toBe(3);
    await collect(ctx, batch_id);
    const rows = await database.db.select().from(trainingExamples).where(eq(trainingExamples.batchId, batch_id));
    expect(rows.map(({ position }) => position).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const whole = await as('whole');
    const other = await start(whole, { seed: 11 });
    await collect(whole, other.batch_id);
    expect(await textsOf(ctx)).toEqual(await textsOf(whole));
  });

  it('ends where its budget is spent', async () => {
    const ctx = await as('thrifty');
    const { batch_id } = await start(ctx, { budget_minutes: 1 });
    await database.db.update(autoTrainingBatches).set({ seconds: 61 }).where(eq(autoTrainingBatches.id, batch_id));
    expect(await collect(ctx, batch_id)).toBe('The budget of 1 minutes was spent.');
    expect((await readBatch(ctx, { id: batch_id })).done).toBe(0);
  });

  it('tells a second start of the first, until that has ended or is cancelled', async () => {
    const ctx = await as('eager');
    const first = await start(ctx);
    await expect(start(ctx)).rejects.toMatchObject({ code: 'conflict', extra: { batch_id: first.batch_id, job_id: first.jobId } });
    expect((await cancelBatch(ctx, { id: first.batch_id })).state).toBe('cancelled');
    const [one, two] = await Promise.allSettled([start(ctx), start(ctx)]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('lets nobody name another, but trainers, whose tokens need the scope for it', async () => {
    await as('victim');
    const learner = await as('learner', 'learner', ['*']);
    const trainer = await as('trainer', 'trainer', ['*']);
    const allowed = await as('trainer', 'trainer', ['autotrain:write', 'autotrain:any']);
    const page = await as('trainer', 'trainer');
    const overreaching = await as('learner', 'learner', ['autotrain:write', 'autotrain:any']);
    for (const ctx of [learner, trainer, overreaching])
      await expect(start(ctx, { user_id: 'victim' })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await start(allowed, { user_id: 'victim' })).toMatchObject({ user_id: 'victim' });
    expect(await readStats(page, { user_id: 'victim' })).toMatchObject({ user_id: 'victim', training_examples: 0 });
    expect(await start(allowed, { user_id: 'user123' })).toMatchObject({ user_id: 'user123' });
    const [profile] = await database.db.select().from(users).where(eq(users.id, 'user123'));
    expect(profile).toMatchObject({ role: 'learner', passwordHash: null });
    await expect(start(allowed, { user_id: 'USER123' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('capitals') as string,
    });
    await expect(readStats(page, { user_id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    const demo = await as(demoUserId);
    expect(await start(demo, { user_id: 'test_user' })).toMatchObject({ user_id: 'test_user' });
    await expect(start(demo, { user_id: 'victim' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets what is stored in memory come back in a later story, and no more once it is forgotten', async () => {
    const ctx = await as('dreamer');
    const { batch_id } = await start(ctx, { store_in_memory: true, genres: ['fantasy'] });
    await collect(ctx, batch_id);
    expect(await readMemory(ctx, {})).toEqual({ stories: 4 });
    const [remembered] = await database.db.select().from(storyMemories).where(eq(storyMemories.ownerId, 'dreamer'));
    const ask = async (owner: string) =>
      tellStory(writeStoryInput.parse({ prompt: remembered.prompt, genre: 'fantasy', seed: 77 }), {
        memory: await recallStory(ctx, owner, remembered.prompt),
      });
    const [stranger, first] = [await ask('stranger'), await ask('dreamer')];
    expect(first.plan.memory).toMatchObject({ prompt: expect.any(String) as string });
    expect(first.plan.memory!.slots.length).toBeGreaterThan(0);
    expect(first.text).not.toBe(stranger.text);
    expect(stranger.plan.memory).toBeUndefined();
    for (const slot of first.plan.memory!.slots) expect(first.plan.fromPrompt).not.toContain(slot);

    const [inMemory] = (await listExamples(ctx, listExamplesInput.parse({}))).examples.filter(({ in_memory }) => in_memory);
    await discardExample(ctx, { id: inMemory.id });
    expect(await readMemory(ctx, {})).toEqual({ stories: 3 });
    expect(await forget(ctx, {})).toEqual({ forgotten: 3 });
    expect((await ask('dreamer')).text).toBe(stranger.text);
  });

  it('hands out what is collected as JSON lines, without what was discarded', async () => {
    const ctx = await as('exporter');
    const { batch_id } = await start(ctx, { seed: 21 });
    await collect(ctx, batch_id);
    const collected = (await listExamples(ctx, listExamplesInput.parse({ state: 'collected' }))).examples;
    await discardExample(ctx, { id: collected[0].id });
    const lines = (await (await exportExamples(ctx, {})).text()).trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    expect(lines).toHaveLength(3);
    expect(lines.map(({ output }) => output).sort()).toEqual(
      collected
        .slice(1)
        .map(({ text }) => text)
        .sort(),
    );
    expect(lines[0]).toMatchObject({ quality: 8, voice: 'composer', weight: 1, edited: false });
  });

  it('keeps presets, prompts and a daily time, each for its owner', async () => {
    const [ctx, other] = [await as('planner'), await as('other')];
    const preset = await savePreset(ctx, presetInput.parse({ name: 'Dark', genres: ['horror', 'thriller', 'horror'], num_examples: 20 }));
    expect(preset.genres).toEqual(['horror', 'thriller']);
    await savePreset(ctx, presetInput.parse({ name: 'Dark', genres: ['mystery'] }));
    expect((await listPresets(ctx, {})).presets).toMatchObject([{ id: preset.id, genres: ['mystery'], num_examples: 50 }]);
    expect((await listPresets(other, {})).presets).toEqual([]);
    await expect(deletePreset(other, { id: preset.id })).rejects.toMatchObject({ code: 'not_found' });

    const own = await addPrompt(ctx, { genre: 'horror', prompt: 'A door that breathes' });
    await expect(addPrompt(ctx, { genre: 'horror', prompt: 'A door that breathes' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await listPrompts(ctx, {})).own).toEqual([own]);
    await expect(deletePrompt(other, { id: own.id })).rejects.toMatchObject({ code: 'not_found' });

    const { schedule } = await saveSchedule(ctx, scheduleInput.parse({ time: '02:30', timezone: 'Europe/Vienna', budget_minutes: 5 }));
    expect(schedule).toMatchObject({ time: '02:30', timezone: 'Europe/Vienna', budget_minutes: 5 });
    expect(schedule!.next).toHaveLength(3);
    await expect(saveSchedule(ctx, scheduleInput.parse({ time: '02:30', timezone: 'Mars/Olympus' }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await endSchedule(ctx, {});
    expect(await readSchedule(ctx, {})).toEqual({ schedule: null });
  });

  it('has people’s own prompts and styles told, each for its owner, letter by letter', async () => {
    const [ctx, other] = [await as('stylist'), await as('reader')];
    const odd = 'A clerk with $1, \\n, %s, [brackets] and "quotes" & more';
    await addPrompt(ctx, { genre: 'romance', prompt: odd });
    const style = await saveStyle(ctx, styleInput.parse({ name: 'Mine', base: 'terse', openings: ['It cost $& and [half] a crown.'] }));
    const again = await saveStyle(ctx, styleInput.parse({ name: 'Mine', base: 'plain', openings: ['It cost $& and [half] a crown.'] }));
    expect(again).toEqual({ ...style, base: 'plain' });
    expect((await listStyles(ctx, {})).own).toEqual([again]);
    expect((await listStyles(ctx, {})).styles).toHaveLength(11);
    expect((await listStyles(other, {})).own).toEqual([]);
    await expect(deleteStyle(other, { id: style.id })).rejects.toMatchObject({ code: 'not_found' });

    const { batch_id } = await start(ctx, { num_examples: 44, genres: ['romance'], seed: 8 });
    await collect(ctx, batch_id);
    const { examples } = await listExamples(ctx, listExamplesInput.parse({ limit: 100 }));
    expect(examples.filter(({ prompt }) => prompt === odd).length).toBeGreaterThanOrEqual(3);
    const mine = examples.filter(({ settings }) => settings.ownStyle === 'Mine');
    expect(mine.length).toBeGreaterThanOrEqual(2);
    for (const { text } of mine) expect(text.startsWith('It cost $& and [half] a crown. ')).toBe(true);
    expect(examples.filter(({ text }) => text.includes('It cost $&'))).toHaveLength(mine.length);

    await deleteStyle(ctx, { id: style.id });
    expect((await listStyles(ctx, {})).own).toEqual([]);
  });

  it('takes the shares of voices that a person sets, of those who are there', async () => {
    const ctx = await as('sharer');
    const { batch_id } = await start(ctx, { voices: undefined, voice_shares: { composer: 0.2 } });
    const [batch] = await database.db.select().from(autoTrainingBatches).where(eq(autoTrainingBatches.id, batch_id));
    expect(batchPlanSchema.parse(batch.plan).shares).toEqual({ composer: 0.2 });
    await expect(start(await as('sharer2'), { voice_shares: { own: 0.2 } })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { voice_shares: expect.stringContaining('composer') as string },
    });
    const tooMuch = autoTrainInput.safeParse({ num_examples: 5, voice_shares: { composer: 0.6, writer: 0.5 } });
    expect(tooMuch.error?.issues[0]).toMatchObject({ path: ['voice_shares'], message: 'Together they may be 1 at most' });
    expect((await readStats(ctx, {})).voices_there.map(({ voice }) => voice)).toEqual(['composer', 'writer']);
  });

  it('has a server that an admin has set up tell as a voice, and says so; one that fails costs its telling', async () => {
    const server = await startOpenAiServer();
    try {
      publishTestApp({ dataDir: '/nowhere', fixed: { WRITER_SERVER: server.base, WRITER_SERVER_MODEL: 'big' } });
      const ctx = await as('served');
      const voices = await openVoices(ctx, 'served');
      expect(voices.map(({ voice, model }) => [voice, model?.name])).toEqual([
        ['composer', undefined],
        ['writer', 'writer'],
        ['pulled', 'big'],
      ]);
      expect(voices[2].model?.version).toBe(new URL(server.base).host);
      const request = { prompt: 'A diver who finds a bell', genre: 'adventure', style: 'plain', seed: 5, variant: 0 } as const;
      // Three words are no story.
      expect(await voices[2].tell(request)).toBeUndefined();
      expect(server.asked[0].body).toMatchObject({ model: 'big', prompt: 'Once there was a diver who finds a bell.', seed: 5 });
      server.behaviour = 'fails';
      await expect(voices[2].tell(request)).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      await server.close();
    }
  });

  it('leaves nothing of a person who is deleted', async () => {
    const ctx = await as('gone');
    const { batch_id, jobId } = await start(ctx, { store_in_memory: true, seed: 31 });
    await collect(ctx, batch_id);
    await database.db.delete(users).where(eq(users.id, 'gone'));
    for (const table of [trainingExamples, autoTrainingBatches, storyMemories])
      expect(await database.db.select({ n: count() }).from(table).where(eq(table.ownerId, 'gone'))).toEqual([{ n: 0 }]);
    expect(await database.db.select().from(jobProgress).where(eq(jobProgress.id, jobId))).toEqual([]);
  });

  it.each([0, 501, 2.5, 'fifty', null])('refuses %s examples', (num_examples) => {
    const { error } = autoTrainInput.safeParse({ num_examples });
    expect(error?.issues[0]).toMatchObject({ path: ['num_examples'], message: expect.stringContaining('1 to 500') as string });
  });

  it('names the genres that there are', () => {
    expect(autoTrainInput.safeParse({ num_examples: 5, genres: ['western'] }).error?.issues[0].message).toContain('dark_fantasy');
  });
});
