import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { fineTunes, modelVersions, storyMemories, trainingExamples, trainingRuns } from '@/db/schema';
import { withDatabase } from '@/db/testing';
import { projectPath } from '@/lib/core/paths';
import { pause } from '@/lib/core/pause';
import { createRng } from '@/lib/core/rng';
import { newId } from '@/lib/core/ids';
import { inference, modelFolder } from '@/lib/features/models/server';
import { openRunWorld, type RunWorld } from '@/lib/features/runs/testing/run-world';
import { readRun } from '@/lib/features/runs/server';
import { writerKind } from '@/lib/features/training/server';
import { deleteUser } from '@/lib/features/users/server';
import { bootstrapMean } from '@/lib/ml/eval';
import { openWriterTokens, readManifest } from '@/lib/processes/inference/client';
import { readInt32, unpackTexts } from '@/lib/processes/trainer/client';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { fineTuneInput, type FineTune } from '../fine-tune-schemas';
import { plantedPassage, shuffledWords } from '../testing/planted-style';
import { listOwnModels, readFineTune, rollbackOwnModel } from './fine-tunes';
import { fineTune } from './start-fine-tune';
import { openVoices } from './voices/open-voices';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

const longest = 15 * 60_000;
const examples = 60;

interface HeldOutFile {
  readonly passages: readonly { readonly text: string; readonly prefix?: string }[];
  readonly general: readonly { readonly text: string }[];
}

/** The way from examples to the verdict as people go it: the writer that comes with Loam, the trainer, the engine, nothing in their place. */
describe('a person’s own model', () => {
  const database = withDatabase('pglite');
  let world: RunWorld;
  beforeAll(async () => {
    world = await openRunWorld(database, [writerKind]);
    await world.work();
  });
  afterAll(async () => {
    inference(world.dataDir).close();
    await world.end();
  });

  const give = async (ctx: Ctx, ownerId: string, texts: readonly Partial<typeof trainingExamples.$inferInsert>[]): Promise<void> => {
    for (const [i, text] of texts.entries()) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, 0, i));
      await ctx.db.insert(trainingExamples).values({
        id: newId(),
        ownerId,
        voice: 'person',
        prompt: '',
        text: '',
        settings: {},
        state: 'collected',
        createdAt: at,
        updatedAt: at,
        ...text,
      });
    }
  };
  const learn = async (ctx: Ctx): Promise<FineTune & { readonly run_id: string }> => {
    const { id, run_id: runId } = await fineTune(ctx, fineTuneInput.parse({}));
    const run = `${runId}`;
    for (;;) {
      const { state, error, log } = await readRun(ctx, { id: run });
      if (isFinalRunState(state)) {
        expect(state, JSON.stringify([error, log])).toBe('succeeded');
        return { ...(await readFineTune(ctx, { id })), run_id: run };
      }
      await pause(200);
    }
  };
  const planted = (seed: number): string[] => {
    const rng = createRng(seed);
    return Array.from({ length: examples }, () => plantedPassage(rng));
  };
  const heldOutOf = async (runId: string): Promise<HeldOutFile> =>
    JSON.parse(await readFile(path.join(world.dataDir, 'runs', runId, 'work', 'held-out.json'), 'utf8')) as HeldOutFile;

  it(
    'is put into use where an author has a manner of their own: on a fifth that was held out, and nothing else is forgotten',
    async () => {
      const ctx = await world.as('author', 'learner');
      const texts = planted(1);
      await give(ctx, 'author', texts.map((text) => ({ text }))); // prettier-ignore
      const { promoted, comparison, model, verdict, run_id } = await learn(ctx);
      expect(verdict).toMatch(/^zega-author v1 beat writer@\S+ by [\d.]+ ± [\d.]+ in natsPerByte, in use now/);
      expect({ promoted, model }).toEqual({ promoted: true, model: 'zega-author@v1' });
      expect(comparison!.difference!.high).toBeLessThan(0);

      // A fifth was held out, and none of it stands in what was learned from or chosen by.
      const heldOut = await heldOutOf(run_id);
      expect(heldOut.passages).toHaveLength(examples / 5);
      expect(comparison!.rows).toBe(examples / 5);
      for (const { text } of heldOut.passages) expect(texts).toContain(text);
      const shipped = projectPath('models', 'writer');
      const { tokenizer, startFor } = await openWriterTokens(shipped);
      const learned: string[] = [];
      for (const part of ['train', 'validation']) {
        const packed = await readInt32(path.join(world.dataDir, 'runs', run_id, 'work', `${part}.int32`));
        for (const { tokens, from } of unpackTexts(packed)) learned.push(tokenizer.decode([...tokens.subarray(from)]));
      }
      const others = texts.filter((text) => !heldOut.passages.some((passage) => passage.text === text));
      expect(others.filter((text) => learned.some((row) => row.includes(text))).length).toBeGreaterThan(examples / 2);
      for (const { text } of heldOut.passages) expect(learned.some((row) => row.includes(text))).toBe(false);

      // Reckoned anew from the models' own likelihoods: a token, paired, bootstrapped over passages.
      const nats = async (folder: string, list: readonly { readonly text: string; readonly prefix?: string }[]) => {
        const asked = list.map(({ text, prefix }) => ({ before: startFor(prefix), own: tokenizer.encode(text) }));
        const client = inference(world.dataDir).role(`measured ${folder}`, { folder });
        const scores = await client.score(asked.map(({ before, own }) => Int32Array.from([...before, ...own])));
        return scores.map((logs, i) => {
          const own = logs.subarray(asked[i].before.length - 1);
          expect(own).toHaveLength(asked[i].own.length);
          return -own.reduce((sum, log) => sum + log, 0) / own.length;
        });
      };
      const folder = modelFolder(world.dataDir, 'zega-author', 'v1');
      const [after, before] = [await nats(folder, heldOut.passages), await nats(shipped, heldOut.passages)];
      const gain = bootstrapMean(before.map((value, i) => value - after[i]), createRng(5)); // prettier-ignore
      expect(gain.low).toBeGreaterThan(0);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(heldOut.general.length).toBeGreaterThan(10);
      const [prose, proseBefore] = [mean(await nats(folder, heldOut.general)), mean(await nats(shipped, heldOut.general))];
      // Measured a token here and a byte there: the two differ in the third digit.
      expect(prose / proseBefore).toBeLessThan(1.022);

      // It tells from now on, beside the others.
      const voices = await openVoices(ctx, 'author');
      expect(voices.map(({ voice }) => voice)).toEqual(['composer', 'writer', 'own']);
      expect(voices[2].model).toEqual({ name: 'zega-author', version: 'v1' });
      const request = { prompt: 'A miller who lost a bell', genre: 'adventure', style: 'plain', seed: 4, variant: 1 } as const;
      expect((await voices[2].tell(request))?.text.length ?? 0).toBeGreaterThan(100);
      expect((await openVoices(ctx, 'somebody-else')).map(({ voice }) => voice)).toEqual(['composer', 'writer']);
    },
    longest,
  );

  it('is taken out of use again by a roll-back', async () => {
    const ctx = await world.as('author', 'learner');
    const { models } = await rollbackOwnModel(ctx, {});
    expect(models.map(({ version, stage }) => [version, stage])).toEqual([['v1', 'archived']]);
    expect((await openVoices(ctx, 'author')).map(({ voice }) => voice)).toEqual(['composer', 'writer']);
    await expect(rollbackOwnModel(ctx, {})).rejects.toMatchObject({ code: 'conflict' });
  });

  it(
    'is turned down where the words of the same texts stand in any order',
    async () => {
      const ctx = await world.as('shuffler', 'learner');
      const rng = createRng(2);
      await give(ctx, 'shuffler', planted(1).map((text) => ({ text: shuffledWords(text, rng) }))); // prettier-ignore
      const { promoted, comparison, verdict } = await learn(ctx);
      expect(promoted).toBe(false);
      expect(comparison!.difference!.high).toBeGreaterThanOrEqual(0);
      expect(verdict).toMatch(/what was in use stays/);
      expect((await openVoices(ctx, 'shuffler')).map(({ voice }) => voice)).toEqual(['composer', 'writer']);
    },
    longest,
  );

  it('leaves nothing on the disk of a person who is deleted, and all of the others', async () => {
    const phrase = 'Hark ye, hark ye';
    const traces = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const entry of await readdir(world.dataDir, { recursive: true, withFileTypes: true })) {
        const file = path.join(entry.parentPath, entry.name);
        const held = entry.isFile() ? await readFile(file) : undefined;
        if (file.includes('zega-author') || held?.includes('zega-author') || held?.includes(phrase))
          found.push(path.relative(world.dataDir, file));
      }
      return found;
    };
    const [run] = await database.db.select().from(trainingRuns).where(eq(trainingRuns.ownerId, 'author'));
    const [example] = await database.db.select().from(trainingExamples).where(eq(trainingExamples.ownerId, 'author')).limit(1);
    await database.db.insert(storyMemories).values({
      id: newId(),
      ownerId: 'author',
      exampleId: example.id,
      prompt: 'A bell',
      genre: 'adventure',
      text: example.text,
      given: {},
    });
    const before = await traces();
    for (const there of [
      'models/zega-author/v1/model.safetensors',
      'models/zega-author/v1/adapter/adapter_model.safetensors',
      `runs/${run.id}/input/passages.jsonl`,
      `runs/${run.id}/work/held-out.json`,
    ])
      expect(await access(path.join(world.dataDir, there)).then(() => there, () => 'missing'), there).toBe(there); // prettier-ignore
    expect(before).toContain(`runs/${run.id}/input/passages.jsonl`);
    expect((await readManifest(modelFolder(world.dataDir, 'zega-author', 'v1'))).name).toBe('zega-author');

    await deleteUser(await world.as('an-admin', 'admin'), { user: 'author' });

    expect(await traces()).toEqual([]);
    for (const table of [trainingExamples, storyMemories, fineTunes, trainingRuns])
      expect(await database.db.select({ n: count() }).from(table).where(eq(table.ownerId, 'author'))).toEqual([{ n: 0 }]);
    expect(await database.db.select().from(modelVersions).where(eq(modelVersions.name, 'zega-author'))).toEqual([]);
    // The others keep theirs.
    expect(await readdir(path.join(world.dataDir, 'models'))).toContain('zega-shuffler');
    expect((await listOwnModels(await world.as('shuffler', 'learner'), {})).models).toHaveLength(1);
  });
});
