import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { padding, tarEnd, tarHeader } from '@/lib/core/tar';
import {
  countAnswer,
  downloadModel,
  importModel,
  listModels,
  modelFolder,
  promoteVersion,
  readModel,
  removeVersion,
  rollbackModel,
  servingModel,
} from '@/lib/features/models/server';
import { readManifest, writeModelFolder } from '@/lib/processes/inference/client';
import { deleteUser } from '@/lib/features/users/server';
import { countingKind } from '../testing/counting-kind';
import { lines } from '../testing/lines';
import { openRunWorld, type RunWorld } from '../testing/run-world';
import { evaluateModel, promoteModel, readRun, startRun } from '.';
import { startRunInput } from '../schemas';

describeDatabases('the registry', (database) => {
  let world: RunWorld;
  beforeAll(async () => {
    world = await openRunWorld(database, [countingKind]);
    await world.work();
  });
  afterAll(() => world.end());

  const train = async (model: string, quality: number) => {
    const { id } = await world.start(await world.as('ada'), { kind: 'writer', model, text: lines(40), config: { steps: 2, quality } });
    const run = await world.until(id);
    if (run.state !== 'succeeded') throw new Error(JSON.stringify(run.error));
    return run;
  };
  const serving = async (model: string) => (await servingModel(model, world.dataDir)).manifest.version;
  const versions = async (model: string) =>
    (await listModels(await world.as('ada'))).models
      .filter(({ name }) => name === model)
      .map(({ version, stage }) => `${version} ${stage}`);

  it('knows versions with their lineage, files, card and history', async () => {
    const first = await train('known', 1);
    await train('known', 2);
    const model = await readModel(await world.as('ada'), { name: 'known' });
    expect(model).toMatchObject({
      version: 'v2',
      number: 2,
      stage: 'active',
      serving: true,
      fault: null,
      trainingKind: 'writer',
      shared: true,
    });
    expect(model.bytes).toBeGreaterThan(100);
    expect(model.card).toContain('known v2 beat v1 by');
    expect(model.card).toContain('| quality |');
    expect(model.files.every(({ state }) => state === 'verified')).toBe(true);
    expect(model.history.map(({ version, previous, reason }) => [version, previous, reason])).toEqual([
      ['v2', 'v1', 'promotion'],
      ['v1', null, 'promotion'],
    ]);
    expect((await readModel(await world.as('ada'), { name: 'known@v1' })).runId).toBe(first.id);
    expect((await readManifest(modelFolder(world.dataDir, 'known', 'v2'))).metrics).toHaveProperty('quality');
    expect(await evaluateModel(await world.as('ada'), { name: 'known' })).toMatchObject({
      version: 'v2',
      rows: 40,
      baseline: { verdict: 'first' },
    });
  });

  it('rolls back one by one, to nothing in the end, and promotes again what proves itself', async () => {
    const ctx = await world.as('ada');
    await train('waver', 1);
    await train('waver', 2);
    await train('waver', 3);
    expect(await rollbackModel(ctx, { name: 'waver' })).toEqual({ name: 'waver', version: 'v2', previous: 'v3' });
    expect(await serving('waver')).toBe('v2');
    expect(await rollbackModel(ctx, { name: 'waver' })).toMatchObject({ version: 'v1' });
    await expect(rollbackModel(ctx, { name: 'waver@v2' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await promoteModel(ctx, { name: 'waver@v3' })).toMatchObject({ comparison: { verdict: 'better', against: 'waver@v1' } });
    await expect(promoteModel(ctx, { name: 'waver@v2' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('fell behind v3') as string,
    });
    expect(await serving('waver')).toBe('v3');
    expect(await rollbackModel(ctx, { name: 'waver' })).toMatchObject({ version: 'v1' });
    expect(await rollbackModel(ctx, { name: 'waver' })).toMatchObject({ version: null });
    await expect(servingModel('waver', world.dataDir)).rejects.toThrow('None of its versions is in use');
    await expect(rollbackModel(ctx, { name: 'waver' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets one of two promotions at once win, and tells the other', async () => {
    const ctx = await world.as('ada');
    await train('raced', 3);
    const { comparison } = await train('raced', 1);
    await train('raced', 2);
    const better = { ...comparison!, promoted: true, verdict: 'better' as const };
    const outcomes = await Promise.allSettled(
      ['v2', 'v3'].map((version) => promoteVersion(ctx, { name: 'raced', version, insteadOf: 'v1', comparison: better })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = outcomes.find((outcome): outcome is PromiseRejectedResult => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('Meanwhile raced@v') as string });
    expect((await versions('raced')).filter((each) => each.endsWith('active'))).toHaveLength(1);
  });

  it('serves the version before where the one in use was damaged or swapped, and says so', async () => {
    const ctx = await world.as('ada');
    await train('harmed', 1);
    await train('harmed', 2);
    await appendFile(path.join(modelFolder(world.dataDir, 'harmed', 'v2'), 'model.json'), ' ');
    const found = await servingModel('harmed', world.dataDir);
    expect(found.manifest.version).toBe('v1');
    expect(found.note).toMatch(/harmed v2 cannot be used.*harmed v1 answers instead/);
    const { models } = await listModels(ctx);
    const [active, before] = ['v2', 'v1'].map((version) => models.find((model) => model.name === 'harmed' && model.version === version)!);
    expect(active).toMatchObject({ stage: 'active', serving: false, fault: expect.stringContaining('model.json') as string });
    expect(before).toMatchObject({ stage: 'archived', serving: true, fault: null });
    // What comes next is compared with what serves.
    expect((await train('harmed', 1.5)).comparison).toMatchObject({
      verdict: 'better',
      against: 'harmed@v1',
      note: expect.stringContaining('harmed v2') as string,
    });
  });

  it('deletes a version with its files, never the one in use, and never gives its number again', async () => {
    const ctx = await world.as('ada');
    await train('shed', 2);
    await train('shed', 1);
    await expect(removeVersion(ctx, { name: 'shed@v1' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in use') as string,
    });
    expect(await removeVersion(ctx, { name: 'shed@v2' })).toMatchObject({ version: 'v2' });
    expect(await readdir(path.join(world.dataDir, 'models', 'shed'))).not.toContain('v2');
    await expect(removeVersion(ctx, { name: 'shed@v2' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeVersion(await world.as('leo', 'learner'), { name: 'shed@v1' })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await train('shed', 1)).version).toBe('shed@v3');
  });

  it('exports a model and imports it as a candidate, which proves itself before it is used', async () => {
    const ctx = await world.as('ada');
    await train('carried', 1);
    await train('carried', 3);
    const archive = Buffer.from(await (await downloadModel(ctx, { name: 'carried' })).arrayBuffer());
    const imported = await importModel(ctx, { archive: archive.toString('base64'), name: 'arrived' });
    expect(imported).toMatchObject({ name: 'arrived', version: 'v1', stage: 'candidate', origin: 'carried@v2', serving: false });
    await expect(promoteModel(ctx, { name: 'arrived@v1' })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(/no held-out rows of arrived.*Give a text.*--data book\.txt.*or train arrived once/) as string,
    });
    // A text that is given takes their place; what is in use must be beaten on it, too, or the baseline where nothing is.
    const given = lines(60, 'row');
    expect(await promoteModel(ctx, { name: 'arrived@v1', text: given })).toMatchObject({ comparison: { verdict: 'first', rows: 60 } });
    await expect(promoteModel(ctx, { name: 'arrived@v1', text: given })).rejects.toMatchObject({ code: 'conflict' });
    expect((await readdir(path.join(world.dataDir, 'runs'))).filter((name) => name.startsWith('estimate-'))).toEqual([]);
    await rollbackModel(ctx, { name: 'arrived' });
    await train('arrived', 1);
    expect(await promoteModel(ctx, { name: 'arrived@v1' })).toMatchObject({ comparison: { verdict: 'better', against: 'arrived@v2' } });
    expect(await serving('arrived')).toBe('v1');
  });

  it.each([
    ['no archive', Buffer.from('a story'), 'invalid_input'],
    ['a cut-off archive', undefined, 'invalid_input'],
    ['an archive of something else', 'else', 'invalid_input'],
    ['an archive with a file outside', 'outside', 'invalid_input'],
  ])('refuses to import %s', async (_what, given, code) => {
    const ctx = await world.as('ada');
    await train('source', 1).catch(() => undefined);
    const whole = async () => Buffer.from(await (await downloadModel(ctx, { name: 'source' })).arrayBuffer());
    const bytes = Buffer.isBuffer(given)
      ? given
      : given === undefined
        ? (await whole()).subarray(0, 200)
        : tarOf(given === 'else' ? 'notes/a.txt' : '../a.txt');
    await expect(importModel(ctx, { archive: bytes.toString('base64'), name: 'strange' })).rejects.toMatchObject({ code });
    expect(await versions('strange')).toEqual([]);
    expect(await readdir(path.join(world.dataDir, 'imports'))).toEqual([]);
  });

  it('refuses to import what could never prove itself, and names that addresses have for something else', async () => {
    const ctx = await world.as('ada');
    const folder = path.join(world.dataDir, 'foreign');
    const pack = async (name: string, kind: 'decoder' | 'seq2seq') => {
      await writeModelFolder(folder, { 'model.json': new TextEncoder().encode('{}') }, { name, version: '1', kind });
      const files = await Promise.all(
        ['loam.json', 'model.json'].map(async (file) => {
          const bytes = await readFile(path.join(folder, file));
          return Buffer.concat([tarHeader(file, bytes.length), bytes, padding(bytes.length)]);
        }),
      );
      return gzipSync(Buffer.concat([...files, tarEnd()])).toString('base64');
    };
    await expect(importModel(ctx, { archive: await pack('rewriter', 'seq2seq') })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining('nothing here trains or measures') as string,
    });
    const pull = await pack('pull', 'decoder');
    await expect(importModel(ctx, { archive: pull })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('give it another name') as string,
      fields: { name: expect.stringContaining('kept for Loam’s own addresses') as string },
    });
    expect(await importModel(ctx, { archive: pull, name: 'puller' })).toMatchObject({ name: 'puller', stage: 'candidate' });
  });

  it('counts the answers of each version, its errors and its times', async () => {
    const ctx = await world.as('ada');
    await train('asked', 1);
    for (let i = 1; i <= 100; i++) countAnswer({ name: 'asked', version: 'v1' }, { milliseconds: i });
    countAnswer({ name: 'asked', version: 'v1' }, { milliseconds: 5, failed: true });
    await listModels(ctx);
    countAnswer({ name: 'asked', version: 'v1' }, { milliseconds: 1 });
    const { live } = await readModel(ctx, { name: 'asked' });
    expect(live).toMatchObject({ answers: 101, errors: 1 });
    expect(live.p50).toBeGreaterThan(44);
    expect(live.p50).toBeLessThan(57);
    expect(live.p95).toBeGreaterThan(88);
    expect(live.p95).toBeLessThan(103);
  });

  it('keeps a person’s own model to that person, and takes rows and files with them', async () => {
    const eve = await world.as('eve');
    const input = startRunInput.parse({ kind: 'writer', model: 'eves-own', text: lines(40), config: { steps: 2 } });
    const { id } = await startRun(eve, input, { modelOwnerId: 'eve' });
    expect(await world.until(id)).toMatchObject({ state: 'succeeded', shared: false, comparison: { promoted: true } });
    const tom = await world.as('tom');
    await expect(readRun(tom, { id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readModel(tom, { name: 'eves-own' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(evaluateModel(tom, { name: 'eves-own' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(startRun(tom, input)).rejects.toMatchObject({ code: 'conflict' });
    expect((await readModel(eve, { name: 'eves-own' })).shared).toBe(false);
    await deleteUser(await world.as('root', 'admin'), { user: 'eve' });
    expect(await readdir(path.join(world.dataDir, 'models'))).not.toContain('eves-own');
    expect(await readdir(path.join(world.dataDir, 'runs'))).not.toContain(id);
    expect(await versions('asked')).toEqual(['v1 active']);
  });

  function tarOf(name: string): Buffer {
    return gzipSync(Buffer.concat([tarHeader(name, 1), Buffer.from('x'), padding(1), tarEnd()]));
  }
});
