import { expect, test } from './fixtures';

test('a token is made, works, is shown once, and ends', async ({ page, request, newPerson, signIn, expectAccessible }) => {
  await signIn(page, await newPerson());
  await page.goto('/settings');
  await expectAccessible(page);
  await page.getByLabel('Name').fill('my script');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByRole('group', { name: 'Token', exact: true }).innerText();
  const account = () => request.get('/api/account', { headers: { authorization: `Token ${token.trim()}` } });
  expect((await account()).status()).toBe(200);
  await page.getByRole('button', { name: 'End the token my script' }).click();
  await expect(page.getByRole('rowheader', { name: 'my script' })).toHaveCount(0);
  expect((await account()).status()).toBe(401);
});

test('signing out ends the session on the server, not only in the browser', async ({ page, newPerson, signIn }) => {
  const person = await newPerson();
  await signIn(page, person);
  await page.goto('/settings');
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: `Account of ${person.name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.context().addCookies(cookies);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a page of another site cannot write with the cookie', async ({ page, newPerson, signIn }) => {
  await signIn(page, await newPerson());
  const write = (headers: Record<string, string>) => page.request.post('/api/tokens', { data: { name: 'forged' }, headers });
  expect((await write({ origin: 'https://elsewhere.example' })).status()).toBe(403);
  expect((await write({})).status()).toBe(403);
});

test('a learner is kept out of the admin’s pages, an admin sees the jobs', async ({ page, newPerson, signIn, expectAccessible }) => {
  await signIn(page, await newPerson());
  await page.goto('/admin/jobs');
  await expect(page).toHaveURL(/\/$/);
  await page.context().clearCookies();
  await signIn(page, await newPerson('admin'));
  await page.goto('/admin/jobs');
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
  await expectAccessible(page);
});
