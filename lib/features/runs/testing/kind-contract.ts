import { appendFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '@/db/ctx';
import { withDatabase } from '@/db/testing';
import { modelFolder, servingModel } from '@/lib/features/models/server';
import { readManifest } from '@/lib/processes/inference/client';
import type { Kind, Prepared, RunSurroundings } from '../kind';
import { furnish, placeOf } from '../server/places';
import { openRunWorld, type RunWorld } from './run-world';

/**
 * Data for a kind: `usual` can be learned from; `changed` can be, too, and what was learned from `usual` serves badly for it;
 * `shuffled` has nothing to be learned, such as `usual` with its labels or order shuffled.
 */
export type PlantedData = 'usual' | 'changed' | 'shuffled';

export interface KindPlan {
  readonly kind: Kind;
  /** Settings of a training that takes seconds. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Puts data in the place of earlier ones: rows into the database, or a text that it returns. */
  give(data: PlantedData, ctx: Ctx): Promise<string | undefined>;
  readonly seed?: number;
  /** A model to start from, as name@version. */
  readonly parent?: string;
}

/** What every kind must hold: it is trained, measured, promoted or turned down like all others. */
export function describeKind({ kind, config: settings, give, seed = 1, parent }: KindPlan): void {
  describe(`the kind ${kind.name}`, () => {
    const database = withDatabase('pglite');
    const config = kind.config.parse(settings);
    const model = `probe-${kind.name}`;
    let world: RunWorld;
    let places = 0;
    beforeAll(async () => {
      world = await openRunWorld(database, [kind]);
    });
    afterAll(() => world.end());

    const surroundings = async (data: PlantedData, change: Partial<RunSurroundings> = {}): Promise<RunSurroundings> => {
      const place = placeOf(world.dataDir, `place-${places++}`);
      await furnish(place, await give(data, await world.as('teacher')));
      const ignore = (): void => undefined;
      const signal = new AbortController().signal;
      return { ctx: database.ctx(), place, seed, signal, onMetric: ignore, log: ignore, onSample: ignore, ...change };
    };

    it('prepares the same examples from the same data, and others from others', async () => {
      const prepare = async (data: PlantedData): Promise<Prepared> => kind.prepare(config, await surroundings(data));
      const [first, again, other] = [await prepare('usual'), await prepare('usual'), await prepare('changed')];
      expect(again).toEqual(first);
      expect(other.dataSha256).not.toBe(first.dataSha256);
      expect(first.dataSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(first.estimate.seconds).toBeGreaterThanOrEqual(0);
      expect(Object.keys(first.counts).length).toBeGreaterThan(0);
    });

    it('is stopped, goes on from its checkpoint, and ends at the weights of one that ran through', async () => {
      const whole = await surroundings('usual');
      await kind.prepare(config, whole);
      const uninterrupted = await kind.train(config, whole);
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
      expect(seen[seen.length - 1]).toBeLessThan(uninterrupted.steps);
      const resumed: number[] = [];
      const trained = await kind.train(config, {
        ...stopped,
        signal: new AbortController().signal,
        onMetric: ({ step }) => resumed.push(step),
      });
      expect(trained.sha256).toBe(uninterrupted.sha256);
      expect(resumed[0]).toBeGreaterThan(1);
    });

    it(
      'promotes a first model that learned, refuses one that had nothing to learn from, and promotes an improvement',
      { timeout: 600_000 },
      async () => {
        await world.work();
        const teacher = await world.as('teacher');
        const run = async (data: PlantedData) => {
          const text = await give(data, teacher);
          const { id } = await world.start(teacher, { kind: kind.name, model, config: { ...settings }, seed, text, parent });
          const ended = await world.until(id);
          expect(ended.error).toBeNull();
          return ended;
        };
        const first = await run('usual');
        expect(first.comparison).toMatchObject({ promoted: true });
        const shuffled = await run('shuffled');
        expect(shuffled.comparison).toMatchObject({ promoted: false, against: first.version });
        expect(['worse', 'no-improvement']).toContain(shuffled.comparison!.verdict);
        const better = await run('changed');
        expect(better.comparison).toMatchObject({ verdict: 'better', promoted: true, against: first.version });
        expect((await servingModel(model, world.dataDir)).manifest.version).toBe(better.version!.split('@')[1]);
        const { low, high } = better.comparison!.difference!;
        expect(low * high).toBeGreaterThan(0);
        expect(better.artifacts.map(({ name }) => name)).toContain('README.md');
      },
    );

    it('serves a folder whose files are what they were, and no other', async () => {
      const [, version] = (await readdir(path.join(world.dataDir, 'models', model))).filter((name) => /^v\d+$/.test(name)).sort();
      const folder = modelFolder(world.dataDir, model, version);
      (await kind.serve(folder, world.dataDir)).close();
      const [file] = Object.keys((await readManifest(folder)).files).filter((name) => name !== 'README.md');
      await appendFile(path.join(folder, file), ' ');
      await expect(kind.serve(folder, world.dataDir)).rejects.toMatchObject({ code: 'unprocessable' });
      await writeFile(path.join(folder, 'loam.json'), 'none');
      await expect(kind.serve(folder, world.dataDir)).rejects.toMatchObject({ code: 'unprocessable' });
    });
  });
}
