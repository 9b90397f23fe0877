import { expect, test } from './fixtures';

test('a topic without lessons gets an honest answer with the nearest topics', async ({ page, newPerson, signIn, expectAccessible }) => {
  await signIn(page, await newPerson());
  await page.goto('/');
  await page.getByLabel('What do you want to learn?').fill('underwater basket weaving');
  await page.getByRole('button', { name: 'Make my tutorial' }).click();
  await expect(page.getByText('Nothing here about')).toBeVisible();
  await expectAccessible(page);
});

test('somebody who is not signed in is asked to, and comes back with the topic', async ({ page, newPerson }) => {
  const person = await newPerson();
  await page.goto('/');
  await page.getByLabel('What do you want to learn?').fill('closures');
  await page.getByRole('button', { name: 'Make my tutorial' }).click();
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(page.getByText('do not belong together')).toBeVisible();
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(page.getByLabel('What do you want to learn?')).toHaveValue('closures');
});

test('two identical requests at once give two tutorials with two slugs; nobody else can read them', async ({ request, newPerson }) => {
  const [owner, other] = [await newPerson(), await newPerson()];
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const ask = () => request.post('/api/tutorials', { data: { topic: 'sets in Python', minutes: 15, seed: 4 }, headers: as(owner.token) });
  const answers = await Promise.all([ask(), ask()]);
  const made = await Promise.all(
    answers.map(async (answer) => (await answer.json()) as { slug: string; contentHash: string; steps: unknown[] }),
  );
  expect(answers.map((answer) => answer.status())).toEqual([201, 201]);
  expect(made[0].slug).not.toBe(made[1].slug);
  expect(made[0].contentHash).toBe(made[1].contentHash);
  expect(made[0].steps.length).toBeGreaterThanOrEqual(4);
  const url = `/api/tutorials/${made[0].slug}`;
  expect((await request.get(url, { headers: as(owner.token) })).status()).toBe(200);
  expect((await request.get(url, { headers: as(other.token) })).status()).toBe(404);
});

test('what people write is shown as text, never as HTML', async ({ page, newPerson, signIn }) => {
  await signIn(page, await newPerson());
  await page.goto(`/?topic=${encodeURIComponent('<img src=x onerror="window.hacked=1"> list comprehensions')}`);
  await page.getByRole('button', { name: 'Make my tutorial' }).click();
  await expect(page.getByText(/Nothing here about|Step 1 of/).first()).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
});
