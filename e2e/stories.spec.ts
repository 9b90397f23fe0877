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
  if (told?.includes('the composer’s, and marked')) await expect(text.getByText('composer').first()).toBeVisible();
  if (told?.includes('which are underlined')) await expect(text.locator('ins').first()).toBeVisible();
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

test('what the composer told in the writer’s stead is marked, on every screen, light and dark', async ({
  page,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  await signIn(page, await newPerson());
  const beats = ['setting', 'character', 'want', 'incident', 'complication', 'turn', 'ending'];
  const sentences = beats.flatMap((beat, i) => [
    {
      ...{ beat, author: i === 3 ? 'composer' : i === 1 ? 'mended' : 'writer' },
      text: `Zorvath heard the violin in room ${i}, and nobody else did.`,
      putIn: i === 1 ? [{ words: 'Zorvath', insteadOf: 'Mirabel' }] : [],
    },
    { beat, author: i === 5 ? 'composer' : 'writer', text: 'The lamp went round above the sea.', putIn: [] },
  ]);
  const story = {
    ...{ id: null, prompt, genre: 'mystery', style: 'plain', mode: 'checked', seed: 7, text: sentences.map(({ text }) => text).join(' ') },
    sentences,
    plan: {
      slots: { name: 'Zorvath (he)', role: 'lighthouse keeper', object: 'violin', place: 'on Mars' },
      fromPrompt: ['name', 'object'],
    },
    fallback: { sentences: 2, of: sentences.length, share: 2 / sentences.length },
    mended: { sentences: 1, of: sentences.length, share: 1 / sentences.length },
    writer: { name: 'writer', version: '1-test' },
    note: null,
  };
  const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
  const told = beats.map((beat) => event('beat', { beat, sentences: sentences.filter((sentence) => sentence.beat === beat) })).join('');
  await page.route('**/api/stories/stream', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `: open\n\n${told}${event('story', story)}` }),
  );
  await page.goto('/stories');
  await page.getByLabel('What is the story about?').fill(prompt);
  await page.getByRole('button', { name: 'Write the story' }).click();
  await expect(page.getByText('Of 14 sentences 11 are its own as they stand.')).toContainText('2 are the composer’s, and marked.');
  await expect(page.getByTestId('story-text').locator('ins')).toContainText(['Zorvath']);
  await page.getByText('What code put in', { exact: true }).click();
  await expect(page.getByText('“Zorvath” instead of the writer’s “Mirabel”')).toBeVisible();
  await expect(page.getByTestId('story-text').getByText('composer')).toHaveCount(2);
  await page.getByText('The plan', { exact: true }).click();
  for (const [name, width] of [
    ['desktop', 1280],
    ['phone', 390],
  ] as const)
    // prettier-ignore
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
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
