import path from 'node:path';
import { expect, test } from './fixtures';

const prompt = 'A lighthouse keeper named Zorvath who finds a violin';

test('a story is written before one’s eyes, opened, kept, and thrown away @phone', async ({
  page,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await signIn(page, await newPerson());
  await page.goto('/stories');
  await page.getByRole('button', { name: 'Write the story' }).click();
  await expect(page.getByText('Write what the story is about')).toBeVisible();
  await page.getByLabel('What is the story about?').fill(prompt);
  await page.getByLabel('Genre').selectOption({ label: 'Mystery' });
  await page.getByLabel('Style').selectOption({ label: 'Terse' });
  await page.getByLabel('Seed').fill('7');
  await page.getByRole('button', { name: 'Write the story' }).click();
  const text = page.getByTestId('story-text');
  await expect(text).toContainText('violin', { timeout: 60_000 });
  await expect(page.getByText(/^Told by/)).toBeVisible({ timeout: 60_000 });
  await expect(text).toContainText('Zorvath');
  // Whoever told it, it is said; where both did, each of the composer's runs carries its name.
  const told = await page.getByText(/^Told by/).textContent();
  if (told?.includes('sentences are the composer')) await expect(text.getByText('composer').first()).toBeVisible();
  await page.getByText('The plan', { exact: true }).click();
  await expect(page.getByRole('definition').filter({ hasText: 'violin' }).first()).toContainText('from your prompt');
  await expectAccessible(page);
  const words = await text.innerText();
  await page.getByRole('button', { name: 'Keep this story' }).click();
  await expect(page.getByText('Kept among your stories.')).toBeVisible({ timeout: 60_000 });
  expect(await text.innerText()).toBe(words);
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { name: prompt })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
  await expect(page).toHaveURL(/\/stories$/);
  await expect(page.getByRole('link', { name: prompt })).toHaveCount(0);
});

test('a finished story fits every screen, light and dark', async ({ page, newPerson, signIn }) => {
  test.setTimeout(120_000);
  await signIn(page, await newPerson());
  await page.goto('/stories');
  await page.getByLabel('What is the story about?').fill(prompt);
  await page.getByLabel('Seed').fill('7');
  await page.getByRole('button', { name: 'Write the story' }).click();
  await expect(page.getByText(/^Told by/)).toBeVisible({ timeout: 60_000 });
  await page.getByText('The plan', { exact: true }).click();
  for (const [name, width] of [
    ['desktop', 1280],
    ['phone', 390],
  ] as const)
    // prettier-ignore
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: path.join('test-results', 'screenshots', `story-${name}-${colorScheme}.png`), fullPage: true });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${name} ${colorScheme}`).toBeLessThanOrEqual(0);
    }
});

test('stories over HTTP: deterministic, streamed, scoped to their owner, clear about bad input', async ({ request, newPerson }) => {
  const [owner, other] = [await newPerson(), await newPerson()];
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const data = { prompt, genre: 'mystery', style: 'noir', seed: 3, mode: 'single' };
  const write = async (more = {}) =>
    (await (await request.post('/api/stories', { data: { ...data, ...more }, headers: as(owner.token) })).json()) as {
      id: string | null;
      text: string;
      style: string;
      sentences: { author: string }[];
    };
  const first = await write();
  expect(first).toMatchObject({ id: null, style: 'terse' });
  expect((await write()).text).toBe(first.text);
  const streamed = await (await request.post('/api/stories/stream', { data, headers: as(owner.token) })).text();
  expect(streamed).toContain('event: plan');
  expect(streamed).toContain('event: beat');
  expect(JSON.parse(/event: story\ndata: (.*)/.exec(streamed)?.[1] ?? '{}')).toMatchObject({ text: first.text });
  const { id } = await write({ keep: true });
  expect((await request.get(`/api/stories/${id}`, { headers: as(owner.token) })).status()).toBe(200);
  expect((await request.get(`/api/stories/${id}`, { headers: as(other.token) })).status()).toBe(404);
  expect((await request.delete(`/api/stories/${id}`, { headers: as(other.token) })).status()).toBe(404);
  expect((await request.delete(`/api/stories/${id}`, { headers: as(owner.token) })).status()).toBe(200);
  for (const [field, wrong] of [
    ['prompt', ''],
    ['prompt', 'x'.repeat(501)],
    ['genre', 'western'],
    ['style', 'baroque'],
    ['seed', -1],
    ['model', '../x'],
  ] as const) {
    // prettier-ignore
    const response = await request.post('/api/stories', { data: { ...data, [field]: wrong }, headers: as(owner.token) });
    expect(response.status(), field).toBe(400);
    expect(((await response.json()) as { error: { fields: object } }).error.fields).toHaveProperty(field);
  }
  expect((await request.post('/api/stories/stream', { data })).status()).toBe(401);
});
