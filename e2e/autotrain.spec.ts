import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInThisContext } from 'node:vm';
import { expect, test } from './fixtures';
import { blocksOf, functionOf } from '../bin/testing/documented-calls';

const run = promisify(execFile);

test('somebody new collects ten texts in two genres, reads, edits and discards them @phone', async ({
  page,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(300_000);
  await signIn(page, await newPerson());
  await page.goto('/autotrain');
  const slider = page.getByRole('slider', { name: 'Number of examples' });
  await slider.focus();
  await slider.press('Home');
  for (let i = 0; i < 9; i++) await slider.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', '10 examples');
  await page.getByRole('button', { name: 'Fantasy', exact: true }).click();
  await page.getByRole('button', { name: 'Mystery' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Start collecting' }).click();
  await expect(page.getByRole('heading', { name: 'Collecting' })).toBeVisible();
  await expect(page.getByTestId('live-text')).not.toBeEmpty({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'The last collection' })).toBeVisible({ timeout: 240_000 });
  await expect(page.getByRole('term').filter({ hasText: 'High quality' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Genres' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('State').selectOption({ label: 'All' });
  const examples = page.getByTestId('example');
  await expect(examples).toHaveCount(10);
  const collected = (await examples.allInnerTexts()).findIndex((shown) => shown.includes('Collected'));
  const first = examples.nth(collected);
  await first.locator('summary').click();
  await first.getByRole('button', { name: 'Edit' }).click();
  const text = first.getByLabel('Text');
  await text.fill(`${await text.inputValue()} And that was all.`);
  await first.getByRole('button', { name: 'Save' }).click();
  await expect(first.getByText('edited')).toBeVisible({ timeout: 60_000 });
  await first.getByRole('button', { name: 'Discard' }).click();
  await expect(first.getByText('Discarded', { exact: true })).toBeVisible();

  await page.goto('/stories');
  await expect(page.getByRole('heading', { name: 'Your stories' })).toHaveCount(0);
});

test('what AUTO_TRAINING.md shows can be typed as it stands', async ({ newPerson, baseURL }) => {
  test.setTimeout(300_000);
  const { token } = await newPerson();
  const document = await readFile(path.join(import.meta.dirname, '..', 'AUTO_TRAINING.md'), 'utf8');
  for (const block of blocksOf(document, 'curl')) {
    // Nobody new has enough to learn from; that answer has its own test.
    if (block.includes('/training/finetune')) continue;
    const line = block.replaceAll('http://localhost:3000', baseURL!).replace(/^curl /, 'curl -sS --fail-with-body ');
    const { stdout } = await run('sh', ['-c', line], { env: { ...process.env, LOAM_TOKEN: token } }); // prettier-ignore
    if (!line.includes('/export')) expect(JSON.parse(stdout)).not.toHaveProperty('error');
  }
  const myStory = Array.from(
    { length: 12 },
    (_, i) => `On day ${i} the ferry came late, and nobody on the quay minded, for the evening was warm.`,
  ).join(' ');
  for (const block of blocksOf(document, 'js')) {
    const call = runInThisContext(functionOf(block)) as (...given: string[]) => Promise<object>;
    expect(await call(baseURL!, token, myStory)).not.toHaveProperty('error');
  }
});

test('the bodies of the contract work for older clients where an admin lets them in', async ({ newPerson, playwright, baseURL }) => {
  test.setTimeout(300_000);
  const admin = await newPerson('admin');
  const asAdmin = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${admin.token}` } });
  const anybody = await playwright.request.newContext({ baseURL });
  const body = { user_id: 'test_user', num_examples: 2, genres: ['fantasy', 'sci_fi'], store_in_memory: false };
  expect((await anybody.post('/auto-train', { data: body })).status()).toBe(401);
  const open = (value: boolean) => asAdmin.put('/api/settings/SEED_ROUTES_REQUIRE_TOKEN', { data: { value } });
  expect((await open(false)).ok()).toBe(true);
  try {
    expect(await (await anybody.get('/training/genres')).json()).toMatchObject({ total: 8 });
    const answer = await anybody.post('/auto-train', { data: body, timeout: 240_000 });
    expect(answer.status()).toBe(200);
    const result = (await answer.json()) as { successful: number; failed: number; total_requested: number };
    expect(result).toMatchObject({ total_requested: 2, ready_for_finetuning: false, training_stats: {} });
    expect(result.successful + result.failed).toBe(2);
    expect((await anybody.post('/auto-train', { data: { ...body, user_id: admin.id } })).status()).toBe(403);
  } finally {
    await open(true);
  }
  expect((await anybody.get('/training/genres')).status()).toBe(401);
  await Promise.all([asAdmin.dispose(), anybody.dispose()]);
});
