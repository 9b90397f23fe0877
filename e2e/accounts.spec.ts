import { expect, test } from './fixtures';

test('a token is made, works, is shown once, and ends', async ({ page, request, newPerson, signIn, expectAccessible }) => {
  await signIn(page, await newPerson());
  await page.goto('/settings/tokens');
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('my script');
  await page.getByLabel('Everything that you may do').click();
  await page.getByRole('button', { name: 'Make a token' }).click();
  await expect(page.getByText('Choose at least one')).toBeVisible();
  await page.getByLabel('Read your account').click();
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByRole('group', { name: 'Token', exact: true }).innerText();
  const account = () => request.get('/api/account', { headers: { authorization: `Token ${token.trim()}` } });
  const answer = await account();
  expect(answer.status()).toBe(200);
  expect(Number(answer.headers()['ratelimit-remaining'])).toBeLessThan(Number(answer.headers()['ratelimit-limit']));
  expect((await request.get('/api/tutorials', { headers: { authorization: `Token ${token.trim()}` } })).status()).toBe(403);
  await page.getByText('account:read', { exact: true }).last().click();
  await expect(page.getByText('/api/account" -H "Authorization').filter({ visible: true }).first()).toBeVisible();
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
  await expect(page.getByRole('heading', { name: 'Jobs', exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a new password ends the other sessions, and only the new one signs in', async ({
  page,
  browser,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  const person = await newPerson();
  await signIn(page, person);
  const elsewhere = await browser.newContext();
  const there = await elsewhere.newPage();
  await signIn(there, person);
  await there.goto('/settings');
  await expect(there.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.goto('/settings');
  await expectAccessible(page);
  await page.getByLabel('Current password').fill('not my password');
  await page.getByLabel('New password').fill('a new sentence of mine');
  await page.getByRole('button', { name: 'Change my password' }).click();
  await expect(page.getByText('This is not your password')).toBeVisible();
  await page.getByLabel('Current password').fill(person.password);
  await page.getByRole('button', { name: 'Change my password' }).click();
  await expect(page.getByText('your other sessions have ended')).toBeVisible();
  await there.goto('/settings');
  await expect(there).toHaveURL(/\/sign-in/);
  await there.getByLabel('E-mail address').fill(person.email);
  await there.getByLabel('Password').fill('a new sentence of mine');
  await there.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(there).toHaveURL(/\/settings$/);
  await expect(page.getByRole('row')).not.toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
  await there.goto('/settings');
  await expect(there).toHaveURL(/\/sign-in/);
  await elsewhere.close();
});
