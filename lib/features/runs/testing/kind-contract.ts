import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { withDatabase } from '@/db/testing';
import { installedModel, modelFolder, servingModel } from '@/lib/features/models/server';
import { readManifest, writeModelFolder } from '@/lib/processes/inference/client';
import { modelKinds } from '@/lib/vocabulary/model-kinds';
import type { Kind, ModelReference, Prepared, RunPlace, RunSurroundings, Trained } from '../kind';
import type { RunView } from '../schemas';
import { replayRun } from '../server';
import { furnish, placeOf } from '../server/places';
import { openRunWorld, type RunWorld } from './run-world';
import { watchTurns } from './longest-turn';

/**
 * Data for a kind: `usual` can be learned from; `changed` can be, too, and what was learned from `usual` serves badly for it;
 * `shuffled` has nothing to be learned, such as `usual` with its labels or order shuffled.
 */
export type PlantedData = 'usual' | 'changed' | 'shuffled';

/** A text, or files by name; nothing of kinds that learn from rows. */
export type GivenData = string | Readonly<Record<string, string>> | undefined;

export interface KindPlan<Config extends z.ZodObject = z.ZodObject, Served = unknown> {
  readonly kind: Kind<Config, Served>;
  /** Settings of a training that takes seconds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Puts data in the place of earlier ones: rows into the database, or what it returns. */
  give(data: PlantedData, ctx: Ctx): Promise<GivenData>;
  /** Where shuffled data would still teach something: `usual` is given, and this shuffles the labels that were prepared to be learned from. */
  readonly shuffleLabels?: (place: RunPlace) => Promise<void>;
  readonly seed?: number;
  /** Lays a small model to start from, and what it needs, into `models` of a data folder; returns name@version. */
  readonly parent?: (models: string) => Promise<string>;
  /** Asks a loaded model for something, to see that it answers. */
  readonly ask?: (served: Served) => unknown;
}

const lengthy = { timeout: 900_000 };
/** Milliseconds of computing that others wait for: what takes longer belongs into a process of its own. */
const longestTurn = 300;

/** What every kind must hold: it is trained, measured, promoted, replayed, served or turned down like all others. */
export function describeKind<Config extends z.ZodObject, Served>(plan: KindPlan<Config, Served>): void {
  const { config: settings, give, seed = 1 } = plan;
  describe(`the kind ${plan.kind.name}`, () => {
    const database = withDatabase('pglite');
    let spoils = false;
    const kind: Kind<Config, Served> = {
      ...plan.kind,
      async prepare(config, around) {
        const prepared = await plan.kind.prepare(config, around);
        if (spoils) await plan.shuffleLabels?.(around.place);
        return prepared;
      },
      // Beside other tests, what lets everybody go first would never come to its turn.
      train: (config, around) => plan.kind.train(config, { ...around, idle: false }),
    };
    const config = kind.config.parse(settings);
    const model = `probe-${kind.name}`;
    let world: RunWorld;
    let parent: ModelReference | undefined;
    let places = 0;
    beforeAll(async () => {
      world = await openRunWorld(database, [kind as unknown as Kind]);
      const wanted = await plan.parent?.(path.join(world.dataDir, 'models'));
      if (wanted === undefined) return;
      const { folder, manifest } = await installedModel(wanted, world.dataDir);
      parent = { name: manifest.name, version: manifest.version, folder };
    });
    afterAll(() => world.end());

    const filesOf = (given: GivenData): Record<string, string> => (typeof given === 'string' ? { 'text.txt': given } : { ...given });
    const surroundings = async (data: PlantedData, change: Partial<RunSurroundings> = {}): Promise<RunSurroundings> => {
      const place = placeOf(world.dataDir, `place-${places++}`);
      await furnish(place, undefined, filesOf(await give(data, await world.as('teacher'))));
      const ignore = (): void => undefined;
      const signal = new AbortController().signal;
      return { ctx: database.ctx(), place, seed, parent, signal, onMetric: ignore, log: ignore, onSample: ignore, ...change };
    };
    const run = async (data: PlantedData): Promise<RunView> => {
      const teacher = await world.as('teacher');
      spoils = data === 'shuffled' && plan.shuffleLabels !== undefined;
      const given = await give(spoils ? 'usual' : data, teacher);
      const { id } = await world.start(
        teacher,
        { kind: kind.name, model, config: { ...settings }, seed, parent: parent && `${parent.name}@${parent.version}` },
        typeof given === 'object' ? { files: given } : given === undefined ? {} : { files: filesOf(given) },
      );
      const ended = await world.until(id);
      spoils = false;
      expect(ended.error).toBeNull();
      return ended;
    };
    const folderOf = ({ version }: RunView): string => modelFolder(world.dataDir, model, version!.split('@')[1]);

    it('says what it is and what it can be told, and needs to be told nothing', () => {
      expect(kind.summary).toMatch(/^[A-Z].*\.$/);
      expect(() => kind.config.parse({})).not.toThrow();
      for (const [name, setting] of Object.entries(kind.config.shape as Record<string, z.ZodType>))
        expect([name, setting.description]).toEqual([name, expect.stringMatching(/\w/)]);
    });

    it('prepares the same examples from the same data, and others from others', lengthy, async () => {
      const prepare = async (data: PlantedData): Promise<Prepared> => kind.prepare(config, await surroundings(data));
      const [first, again, other] = [await prepare('usual'), await prepare('usual'), await prepare('changed')];
      expect({ ...again, estimate: null }).toEqual({ ...first, estimate: null });
      expect(other.dataSha256).not.toBe(first.dataSha256);
      expect(first.dataSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(first.estimate.seconds).toBeGreaterThanOrEqual(0);
      expect(first.estimate.bytes).toBeGreaterThan(0);
      expect(Object.keys(first.counts).length).toBeGreaterThan(0);
    });

    let whole: RunSurroundings | undefined;
    let uninterrupted: Trained | undefined;

    it('learns without holding anybody up', lengthy, async () => {
      const around = await surroundings('usual');
      const turns = watchTurns();
      await kind.prepare(config, around);
      uninterrupted = await kind.train(config, around);
      expect(turns.longest()).toBeLessThan(longestTurn);
      expect(uninterrupted.cpuSeconds).toBeGreaterThan(0);
      whole = around;
    });

    it('is stopped, goes on from its checkpoint, and ends at the weights of one that ran through', lengthy, async () => {
      const stopping = new AbortController();
      const seen: number[] = [];
      const stopped = await surroundings('usual', {
        signal: stopping.signal,
        onMetric: ({ step, steps }) => {
          seen.push(step);
          if (step >= steps / 3) stopping.abort(new Error('stopped by the test'));
        },
      });
      await kind.prepare(config, stopped);
      await expect(kind.train(config, stopped)).rejects.toThrow('stopped by the test');
      expect(seen[seen.length - 1]).toBeLessThan(uninterrupted!.steps);
      const resumed: number[] = [];
      const signal = new AbortController().signal;
      const onMetric = ({ step }: { readonly step: number }): void => void resumed.push(step);
      expect((await kind.train(config, { ...stopped, signal, onMetric })).sha256).toBe(uninterrupted!.sha256);
      expect(resumed[0]).toBeGreaterThanOrEqual(seen[seen.length - 1]);
      // Taken up once more by a process that does not know that it is done.
      expect((await kind.train(config, { ...stopped, signal })).sha256).toBe(uninterrupted!.sha256);
    });

    it('is written as a folder and measured on rows that have names, the same each time, without holding anybody up', lengthy, async () => {
      const around = whole!;
      const folder = path.join(around.place.work, 'candidate');
      const turns = watchTurns();
      await kind.export(config, { name: model, version: 'v0', folder }, around);
      const measured = await kind.evaluate(folder, around);
      expect(turns.longest()).toBeLessThan(longestTurn);
      expect((await kind.evaluate(folder, around)).rows).toEqual(measured.rows);
      expect(measured.rows.every(({ value }) => Number.isFinite(value))).toBe(true);
      const ids = measured.rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(measured.baseline?.rows.map(({ id }) => id).sort() ?? [...ids].sort()).toEqual([...ids].sort());
      for (const { value, low, high } of Object.values(measured.metrics)) {
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
      }
      const manifest = await readManifest(folder);
      expect(manifest).toMatchObject({ name: model, version: 'v0' });
      expect(Object.keys(manifest.files)).toContain('README.md');
    });

    let [first, better]: (RunView | undefined)[] = [];

    it(
      'promotes a first model that learned, refuses one that had nothing to learn from, and promotes an improvement',
      lengthy,
      async () => {
        await world.work();
        first = await run('usual');
        expect(first.comparison).toMatchObject({ promoted: true });
        expect(first.sha256).toBe(uninterrupted!.sha256);
        const shuffled = await run('shuffled');
        expect(shuffled.comparison).toMatchObject({ promoted: false, against: first.version });
        expect(['worse', 'no-improvement']).toContain(shuffled.comparison!.verdict);
        better = await run('changed');
        expect(better.comparison).toMatchObject({ verdict: 'better', promoted: true, against: first.version });
        expect((await servingModel(model, world.dataDir)).manifest.version).toBe(better.version!.split('@')[1]);
        const { low, high } = better.comparison!.difference!;
        expect(low * high).toBeGreaterThan(0);
        expect(better.artifacts.map(({ name }) => name)).toContain('README.md');
        expect(new Set([first, shuffled, better].map(({ sha256 }) => sha256)).size).toBe(3);
      },
    );

    it('replays to the same weights', lengthy, async () => {
      const teacher = await world.as('teacher');
      if (kind.data === 'rows') await give('changed', teacher);
      const { id } = await replayRun(teacher, { id: better!.id });
      expect((await world.until(id)).replay).toMatchObject({ sameData: true, sameWeights: true });
    });

    it('serves a folder whose files are what they were, and no other; then the version before answers', lengthy, async () => {
      const folder = folderOf(better!);
      const served = await kind.serve(folder, world.dataDir);
      await plan.ask?.(served.answer);
      served.close();
      const [file] = Object.keys((await readManifest(folder)).files).filter((name) => name !== 'README.md');
      await appendFile(path.join(folder, file), ' ');
      await expect(kind.serve(folder, world.dataDir)).rejects.toMatchObject({ code: 'unprocessable' });
      await writeFile(path.join(folder, 'loam.json'), 'none');
      await expect(kind.serve(folder, world.dataDir)).rejects.toMatchObject({ code: 'unprocessable' });
      const before = await servingModel(model, world.dataDir);
      expect(before.folder).toBe(folderOf(first!));
      expect(before.note).toContain(better!.version!.replace('@', ' '));
      (await kind.serve(before.folder, world.dataDir)).close();
    });

    it('does not serve a model of another kind', async () => {
      const folder = path.join(world.dataDir, 'stranger');
      const own = (await readManifest(folderOf(first!))).kind;
      for (const other of modelKinds.filter((each) => each !== own)) {
        await writeModelFolder(folder, { 'model.json': new TextEncoder().encode('{}') }, { name: 'stranger', version: '1', kind: other });
        await expect(kind.serve(folder, world.dataDir)).rejects.toMatchObject({ code: 'unprocessable' });
      }
    });
  });
}
