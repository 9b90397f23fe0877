import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { fitPairwiseLogistic, pairwiseAccuracy } from '@/lib/ml/train/tabular';
import { writeModelFolder } from '@/lib/processes/inference/client';
import { draftOutline, gatherMaterials } from '../draft-tutorial';
import { writeOutline } from '../materials';
import { activeRanker } from './active-ranker';
import { chooseTemplate } from './choose';
import { exampleFeatures, type Told } from './features';
import { judgementsOf } from './judgements';
import { simulate, tellTutorials } from './testing/told-tutorials';

let told: Told[];
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-ranker-'));
  publishTestApp({ dataDir });
  told = await tellTutorials();
});
afterAll(async () => {
  withdrawApp();
  await rm(dataDir, { recursive: true });
});

it('learns a planted preference from some people that holds for others', () => {
  const { train, heldOut, raters } = judgementsOf(simulate(told, 60), 1);
  const model = fitPairwiseLogistic(train);
  const mean = heldOut.reduce((sum, { preferences }) => sum + pairwiseAccuracy(model, preferences), 0) / heldOut.length;
  expect(mean).toBeGreaterThan(0.6);
  expect(model.weights['template project']).toBeGreaterThan(model.weights['template cheat-sheet']);
  expect(raters).toBe(60);
  expect(heldOut).toHaveLength(20);
});

it('holds the same people out for equal ratings and seed, and others for another seed', () => {
  const people = (seed: number) => judgementsOf(simulate(told, 60), seed).heldOut.map(({ rater }) => rater);
  expect(people(1)).toEqual(people(1));
  expect(people(2)).not.toEqual(people(1));
});

it('says how much is missing where there is too little', () => {
  let error: unknown;
  try {
    judgementsOf(simulate(told, 3), 1);
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
  const weights = { 'template project': 1, 'example: lines': -5 };
  await writeModelFolder(
    path.join(dataDir, 'models', 'tutorial-ranker', 'mine'),
    { 'ranker.json': new TextEncoder().encode(JSON.stringify({ weights })) },
    { name: 'tutorial-ranker', version: 'mine', kind: 'ranker' },
  );
  const found = { concepts: [{ id: 'python-lists', title: 'Lists', score: 1 }], nearest: [], version: '', passages: [] };
  expect(await chooseTemplate({ topic: 'lists', level: 'beginner', minutes: 30, seed: 1, documents: false }, found, new Set())).toBe(
    'project',
  );

  const { byId } = await loadCurriculum();
  const materials = await gatherMaterials({ template: 'walkthrough', seed: 1 }, []);
  expect(materials.ranker?.version).toBe('mine');
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
