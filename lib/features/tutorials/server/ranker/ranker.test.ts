import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { templateIds, type TemplateId } from '@/lib/vocabulary/tutorial-templates';
import { draftOutline, gatherMaterials } from '../draft-tutorial';
import { writeOutline } from '../materials';
import { activateRanker, activeRanker } from './active-ranker';
import { chooseTemplate } from './choose';
import { exampleFeatures, featuresOf, type Told } from './features';
import { trainRanker, type Rated } from './train-ranker';

const topics = ['python-lists', 'javascript-promises', 'sql-joins', 'algorithms-heaps'];
let told: Told[];
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-ranker-'));
  publishTestApp({ dataDir });
  told = [];
  for (const topic of topics) for (const template of templateIds) told.push(await tell(topic, template));
});
afterAll(async () => {
  withdrawApp();
  await rm(dataDir, { recursive: true });
});

async function tell(topic: string, template: TemplateId): Promise<Told> {
  const materials = await gatherMaterials({ template, seed: 1 }, []);
  const found = { concepts: [{ id: topic, title: topic, score: 1 }], nearest: [], version: '', passages: [] };
  const outline = draftOutline(materials, { topic, level: 'beginner', minutes: 30 }, found, new Set());
  return { topic, level: 'beginner', minutes: 30, template, steps: writeOutline(materials, outline) };
}

/** People who like projects, and short examples, and who are not always sure of it. */
function simulate(people: number, { shuffled }: { shuffled: boolean }): Rated[] {
  const rng = createRng(11);
  const rated = Array.from({ length: people }, (_, person) =>
    rng
      .shuffle(told)
      .slice(0, 10)
      .map((one): Rated => {
        const features = featuresOf(one);
        const joy =
          (one.template === 'project' ? 2 : one.template === 'cheat-sheet' ? -1 : 0) -
          1.5 * (features['example: lines'] ?? 0) +
          rng.normal();
        return { rater: `person ${person}`, stars: Math.max(1, Math.min(5, Math.round(3.5 + joy))), features };
      }),
  ).flat();
  if (!shuffled) return rated;
  const stars = rng.shuffle(rated.map((one) => one.stars));
  return rated.map((one, index) => ({ ...one, stars: stars[index] }));
}

it('learns a planted preference: on people it has not seen the interval lies above chance', () => {
  const { lift, promoted, model, strongest } = trainRanker(simulate(60, { shuffled: false }), { seed: 1 });
  expect(lift.low).toBeGreaterThan(0.05);
  expect(promoted).toBe(true);
  expect(model.weights['template project']).toBeGreaterThan(model.weights['template cheat-sheet']);
  expect(strongest.length).toBeGreaterThan(0);
});

it('learns nothing from shuffled ratings, on the same path', () => {
  const { lift, promoted } = trainRanker(simulate(60, { shuffled: true }), { seed: 1 });
  expect(lift.low).toBeLessThanOrEqual(0);
  expect(promoted).toBe(false);
});

it('gives equal weights for equal ratings and seed, and is not put in the place of a better one', () => {
  const rated = simulate(60, { shuffled: false });
  const first = trainRanker(rated, { seed: 1 });
  expect(trainRanker(rated, { seed: 1 }).version).toBe(first.version);
  const better = trainRanker(simulate(200, { shuffled: false }), { seed: 2 }).model;
  const worse = trainRanker(simulate(60, { shuffled: true }), { seed: 1, active: better });
  expect(worse.promoted).toBe(false);
});

it('says how much is missing where there is too little', () => {
  let error: unknown;
  try {
    trainRanker(simulate(3, { shuffled: false }), { seed: 1 });
  } catch (caught) {
    error = caught;
  }
  expect(toLoamError(error)).toMatchObject({
    code: 'unprocessable',
    message: expect.stringContaining('Insufficient data for training') as string,
  });
});

it('chooses template and examples once it is in use', async () => {
  expect(await activeRanker()).toBeUndefined();
  expect((await gatherMaterials({ seed: 1 }, [])).template.id).toBe('walkthrough');
  await activateRanker({ version: 'v1', weights: { 'template project': 1, 'example: lines': -5 } }, {});
  const found = { concepts: [{ id: 'python-lists', title: 'Lists', score: 1 }], nearest: [], version: '', passages: [] };
  expect(await chooseTemplate({ topic: 'lists', level: 'beginner', minutes: 30, seed: 1, documents: false }, found, new Set())).toBe(
    'project',
  );

  const { byId } = await loadCurriculum();
  const materials = await gatherMaterials({ template: 'walkthrough', seed: 1 }, []);
  expect(materials.ranker?.version).toBe('v1');
  const outline = draftOutline(
    materials,
    { topic: 'python-decorators', level: 'beginner', minutes: 60 },
    { ...found, concepts: [{ id: 'python-decorators', title: '', score: 1 }] },
    new Set(),
  );
  for (const step of writeOutline(materials, outline).filter(({ kind }) => kind === 'recap')) {
    const lengths = byId.get(step.conceptId)!.examples.map((example) => exampleFeatures(example)['example: lines']);
    expect(exampleFeatures(step.examples[0])['example: lines']).toBe(Math.min(...lengths));
  }
});
