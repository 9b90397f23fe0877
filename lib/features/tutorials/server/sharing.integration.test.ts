import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDatabase } from '@/db/testing';
import { jobProgress, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError, type LoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import type { RunningJob } from '@/lib/jobs/define';
import { runProgram } from '@/lib/sandbox';
import type { Role } from '@/lib/vocabulary/roles';
import { batchInput, createTutorialInput, mostInBatch, rateInput } from '../schemas';
import { batchHandler } from './batch.handler';
import { exportTutorial } from './export-tutorial';
import type { Notebook } from './export/notebook';
import {
  assignCategory,
  createBatch,
  createCategory,
  createTutorial,
  deleteCategory,
  listBatches,
  listCategories,
  listTutorials,
  rateTutorial,
  readBatch,
  readTutorial,
  renameCategory,
  shareTutorial,
} from '.';

const database = withDatabase('pglite');
let dataDir: string;
let slug: string;
const as = (userId: string, role: Role = 'learner') => database.ctx({ actor: { kind: 'user', userId, role } });
const refusal = async (promise: Promise<unknown>): Promise<LoamError> =>
  promise.then(() => Promise.reject(new Error('was not refused')), toLoamError);
const running = (jobId: string, ownerId: string): RunningJob => ({
  id: jobId,
  ownerId,
  attempt: 1,
  progress: () => undefined,
  log: () => undefined,
});

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-sharing-'));
  publishTestApp({ dataDir });
  await database.db.insert(users).values(['ada', 'eve', 'tom'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
  ({ slug } = await createTutorial(as('tom', 'trainer'), createTutorialInput.parse({ topic: 'sets in Python', minutes: 15, seed: 1 })));
});
afterAll(async () => {
  withdrawApp();
  await rm(dataDir, { recursive: true });
});

it('lets others read and rate what is shared, once each, and shows the average', async () => {
  const rate = (who: string, stars: number, why = '') => rateTutorial(as(who), rateInput.parse({ slug, stars, why }));
  expect((await refusal(rate('ada', 5))).code).toBe('not_found');
  expect((await refusal(shareTutorial(as('ada', 'trainer'), { slug, shared: true }))).code).toBe('not_found');
  await shareTutorial(as('tom', 'trainer'), { slug, shared: true });
  await rate('ada', 5, 'clear');
  await rate('eve', 2);
  expect(await rate('eve', 4, 'better the second time')).toEqual({
    average: 4.5,
    count: 2,
    mine: { stars: 4, why: 'better the second time' },
  });
  expect((await readTutorial(as('ada'), { slug })).ratings).toEqual({ average: 4.5, count: 2, mine: { stars: 5, why: 'clear' } });
  expect((await readTutorial(as('ada'), { slug })).own).toBe(false);
  expect((await listTutorials(as('ada'), { limit: 10 })).tutorials).toEqual([]);
  expect((await listTutorials(as('ada'), { limit: 10, shared: true })).tutorials.map((one) => one.slug)).toEqual([slug]);
  for (const stars of [0, 6, 2.5, 'many']) expect(rateInput.safeParse({ slug, stars }).success).toBe(false);
  await shareTutorial(as('tom', 'trainer'), { slug, shared: false });
  expect((await refusal(readTutorial(as('ada'), { slug }))).code).toBe('not_found');
});

it('makes, renames, fills and takes away categories', async () => {
  const tom = as('tom', 'trainer');
  const made = await createCategory(tom, { name: 'First steps' });
  expect(await refusal(createCategory(tom, { name: 'first  steps!' }))).toMatchObject({
    code: 'conflict',
    fields: { name: expect.any(String) as string },
  });
  expect(await renameCategory(tom, { id: made.id, name: 'Foundations' })).toMatchObject({ name: 'Foundations', slug: 'foundations' });
  expect(await assignCategory(tom, { slug, categoryId: made.id })).toEqual({ slug, category: 'Foundations' });
  expect((await readTutorial(tom, { slug })).category).toBe('Foundations');
  expect((await listTutorials(tom, { limit: 10, category: 'foundations' })).tutorials).toHaveLength(1);
  const home = (await listCategories(tom)).categories.find(({ fixed }) => fixed)!;
  expect((await refusal(renameCategory(tom, { id: home.id, name: 'x' }))).code).toBe('conflict');
  expect((await refusal(deleteCategory(tom, { id: home.id }))).code).toBe('conflict');
  expect((await refusal(assignCategory(as('ada', 'trainer'), { slug, categoryId: made.id }))).code).toBe('not_found');
  expect(await deleteCategory(tom, { id: made.id })).toEqual({ id: made.id, moved: 1 });
  expect((await readTutorial(tom, { slug })).category).toBe('AI Generated Tutorials');
});

it('makes a batch topic by topic, reports what fails, goes on where it stopped, and keeps what was made when cancelled', async () => {
  const tom = as('tom', 'trainer');
  const category = await createCategory(tom, { name: 'Batch' });
  const input = batchInput.parse({
    topics: ['sets in Python', 'underwater basket weaving', 'Python tuples'],
    minutes: 10,
    seed: 1,
    categoryId: category.id,
  });
  const { batchId, jobId } = await createBatch(tom, input);
  const stop = new AbortController();
  const cancelled = { ...database.ctx(), signal: stop.signal };
  const job = { ...running(jobId, 'tom'), log: () => stop.abort(new Error('cancelled')) };
  await expect(batchHandler.handle(cancelled, { batchId }, job)).rejects.toThrow('cancelled');
  expect(await readBatch(tom, { id: batchId })).toMatchObject({ made: 1, failed: 0, waiting: 2, finishedAt: null });

  expect(await batchHandler.handle(database.ctx(), { batchId }, running(jobId, 'tom'))).toEqual({ batchId, made: 2, failed: 1 });
  const batch = await readBatch(tom, { id: batchId });
  expect(batch.items.map(({ state }) => state)).toEqual(['made', 'failed', 'made']);
  expect(batch.items[1].error).toMatchObject({ code: 'no_material' });
  for (const { slug: made } of batch.items.filter(({ state }) => state === 'made'))
    expect((await readTutorial(tom, { slug: made! })).category).toBe('Batch');
  expect((await refusal(readBatch(as('ada', 'trainer'), { id: batchId }))).code).toBe('not_found');
  expect((await refusal(createBatch(tom, { ...input, categoryId: 'none' }))).code).toBe('invalid_input');
  expect(batchInput.safeParse({ topics: Array.from({ length: mostInBatch + 1 }, () => 'sets') }).success).toBe(false);
  expect(batchInput.safeParse({ topics: [] }).success).toBe(false);

  const later = await createBatch(tom, batchInput.parse({ topics: ['closures'], minutes: 10 }));
  const { batches } = await listBatches(tom, { limit: 10 });
  expect(batches.map(({ id, topics, made, failed }) => ({ id, topics, made, failed }))).toEqual([
    { id: later.batchId, topics: ['closures'], made: 0, failed: 0 },
    { id: batchId, topics: input.topics, made: 2, failed: 1 },
  ]);
  expect((await listBatches(tom, { limit: 1 })).batches).toHaveLength(1);
  expect((await listBatches(tom, { limit: 10, before: batches[0].createdAt })).batches.map(({ id }) => id)).toEqual([batchId]);
  expect((await listBatches(as('ada', 'trainer'), { limit: 10 })).batches).toEqual([]);
  // Rows of jobs go after a time; what a batch came to stays.
  await database.db.delete(jobProgress);
  expect((await listBatches(tom, { limit: 10 })).batches.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
});

it.each(['sets in Python', 'combining tables with SQL joins'])('exports “%s” as a notebook whose cells run in order', async (topic) => {
  const made = await createTutorial(as('tom', 'trainer'), createTutorialInput.parse({ topic, minutes: 15, seed: 1 }));
  const notebook = JSON.parse((await exportTutorial(as('tom', 'trainer'), { slug: made.slug, format: 'ipynb' })).text) as Notebook;
  const cells = notebook.cells.flatMap((cell) =>
    cell.cell_type === 'code' ? [{ code: cell.source.join(''), fails: cell.metadata.tags?.includes('raises-exception') ?? false }] : [],
  );
  expect(cells.filter(({ fails }) => !fails).length).toBeGreaterThanOrEqual(4);
  // One interpreter for all cells, as a kernel is.
  const program = `import json
cells = json.loads(${JSON.stringify(JSON.stringify(cells))})
space = {"__name__": "__main__"}
for number, cell in enumerate(cells):
    try:
        exec(compile(cell["code"], f"cell {number}", "exec"), space)
    except Exception as error:
        if not cell["fails"]:
            print("FAILED", number, repr(error))
print("ENDED")
`;
  const { status, stdout, stderr } = await runProgram({ language: 'python', code: program, limits: { timeoutMs: 20_000 } });
  expect(status, stderr).toBe('ok');
  expect(stdout).not.toContain('FAILED');
  expect(stdout.trimEnd().endsWith('ENDED')).toBe(true);
});
