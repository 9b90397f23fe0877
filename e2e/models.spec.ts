import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { expect, test } from './fixtures';

const story =
  'Mara kept the lighthouse on the northern cape. Every evening she climbed the stairs with a can of oil, and every evening she counted the steps. ' +
  'One night a boat came round the rocks with its lamp out. Mara lit the lamp, ran down to the bell and rang it until her hands hurt. ' +
  'The boat turned away from the rocks at the last moment. In the morning a man stood at her door with a basket of fish. ' +
  '"You rang for me," he said. "I rang for anybody," said Mara, but she took the fish. After that he came every week, and she no longer counted the steps.';

/** A model folder that somebody trained here and whose card is not to be trusted. */
async function plantModel(): Promise<string> {
  const name = `planted-${process.pid}`;
  const folder = path.join(process.env.LOAM_DATA_DIR ?? '', 'models', name, '1');
  const card = '---\ntags: [a]\n---\n# Planted\n\n<img src=x onerror="window.hacked=1"> [press](javascript:window.hacked=1) **bold**\n';
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'README.md'), card);
  await writeFile(path.join(folder, 'config.json'), '{"changed":true}');
  const files = {
    'README.md': { sha256: sha256(card), bytes: Buffer.byteLength(card) },
    'config.json': { sha256: sha256('{}'), bytes: 2 },
  };
  await writeFile(path.join(folder, 'loam.json'), JSON.stringify({ name, version: '1', kind: 'decoder', metrics: {}, files }));
  return name;
}

test('trainers see the models; learners are sent home', async ({ page, newPerson, signIn, expectAccessible }) => {
  await signIn(page, await newPerson('learner'));
  await page.goto('/models');
  await expect(page).toHaveURL(/\/$/);
  await signIn(page, await newPerson('trainer'));
  await page.goto('/models');
  await expect(page.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a card is shown as text, and a changed file as another one', async ({ page, newPerson, signIn, expectAccessible }) => {
  const name = await plantModel();
  try {
    await signIn(page, await newPerson('trainer'));
    await page.goto('/models');
    await page.getByRole('link', { name }).click();
    await expect(page.getByText('bold', { exact: true })).toBeVisible();
    await expect(page.getByText('another file')).toBeVisible();
    await expect(page.getByText('as its SHA-256 says')).toHaveCount(1);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    await expectAccessible(page);
  } finally {
    await rm(path.join(process.env.LOAM_DATA_DIR ?? '', 'models', name), { recursive: true, force: true });
  }
});

test('each shipped model can be tried, and measured', async ({ page, request, newPerson, signIn, expectAccessible }) => {
  test.setTimeout(180_000);
  const trainer = await newPerson('trainer');
  const headers = { authorization: `Bearer ${trainer.token}` };
  const { models } = (await (await request.get('/api/models', { headers })).json()) as { models: { name: string; shipped: boolean }[] };
  const shipped = new Set(models.filter((model) => model.shipped).map(({ name }) => name));
  await signIn(page, trainer);
  if (shipped.has('writer')) {
    await page.goto('/models/writer');
    await page.getByLabel('Beginning of a text').fill('The door of the lighthouse');
    await page.getByRole('button', { name: 'Write on' }).click();
    await expect(page.getByText(/tokens in \d+ ms/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Measure now' }).click();
    await expect(page.getByText('Memory of its process')).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
  }
  if (shipped.has('embedder')) {
    await page.goto('/models/embedder');
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByRole('rowheader', { name: /^1\. How do I undo/ })).toBeVisible({ timeout: 60_000 });
    await page.getByLabel('Sentences to compare').fill('one alone');
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByText('Give at least two sentences')).toBeVisible();
  }
  if (shipped.has('quality')) {
    await page.goto('/models/quality');
    await page.getByLabel('Story').fill(story);
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await expect(page.getByText('of 10', { exact: true })).toBeVisible({ timeout: 60_000 });
    await page.getByText('The same said again', { exact: true }).click();
    await expectAccessible(page);
    const scored = await request.post('/api/stories/score', { data: { text: story }, headers });
    const { score, parts } = (await scored.json()) as { score: number; parts: { points: number }[] };
    expect(10 + parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 6);
  }
});
