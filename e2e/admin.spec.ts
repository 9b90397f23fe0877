import type { Page } from '@playwright/test';
import { expect, test, type Person } from './fixtures';

/** The path of a link that a page shows once; the server writes its own address before it. */
async function shownLink(page: Page): Promise<string> {
  return new URL((await page.getByRole('group', { name: 'Link', exact: true }).innerText()).trim()).pathname;
}

async function invite(page: Page, role: string, note: string): Promise<string> {
  await page.goto('/admin/invitations');
  await page.getByLabel('Role').selectOption(role);
  await page.getByLabel('Note').fill(note);
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  return shownLink(page);
}

const rowOf = (page: Page, person: Pick<Person, 'email'>) => page.getByRole('row').filter({ hasText: person.email });

test('an admin invites, gives a role, shuts out, and reads in the audit log what was done', async ({
  page,
  browser,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const admin = await newPerson('admin');
  await signIn(page, admin);
  const link = await invite(page, 'trainer', 'for Grace');
  await expectAccessible(page);

  const grace = { name: 'Grace', email: `grace-${admin.id}@example.org`, password: 'a sentence of my own' };
  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByText('you are in as a trainer')).toBeVisible();
  await expectAccessible(guest);
  await guest.getByRole('button', { name: 'Make my account' }).click();
  await expect(guest.getByText('Write your name')).toBeVisible();
  await guest.getByLabel('Your name').fill(grace.name);
  await guest.getByLabel('E-mail address').fill(grace.email);
  await guest.getByLabel('Password').fill(grace.password);
  await guest.getByRole('button', { name: 'Make my account' }).click();
  await expect(guest.getByRole('button', { name: 'Account of Grace' })).toBeVisible();

  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'This invitation does not hold' })).toBeVisible();
  await late.context().close();

  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: grace.email })).toContainText('used');
  await page.goto(`/admin/users?search=${grace.email}`);
  await expectAccessible(page);
  await page.getByLabel('Role of Grace').selectOption('admin');
  await expect
    .poll(async () => {
      await guest.goto('/admin/users');
      return new URL(guest.url()).pathname;
    })
    .toBe('/admin/users');
  await page.getByLabel('Role of Grace').selectOption('learner');
  await expect
    .poll(async () => {
      await guest.goto('/admin/users');
      return new URL(guest.url()).pathname;
    })
    .toBe('/');

  // By keyboard alone: open the menu, find the deed by its letter, confirm.
  await page.getByRole('button', { name: 'What to do with Grace' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Disable Grace' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Disable' }).focus();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, grace)).toContainText('disabled');
  await guest.goto('/settings');
  await expect(guest).toHaveURL(/\/sign-in/);
  await context.close();

  await page.goto(`/admin/audit?actor=${admin.email}`);
  await expectAccessible(page);
  for (const deed of ['invited somebody', 'changed a role', 'disabled an account']) {
    await expect(page.getByRole('row').filter({ hasText: deed }).first()).toContainText(admin.email);
  }
  await page.getByLabel('Did').selectOption('user.disable');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/action=user\.disable/);
  await expect(page.getByRole('row').filter({ hasText: grace.email })).toHaveCount(1);
  await expect(page.getByRole('row').filter({ hasText: 'changed a role' })).toHaveCount(0);
});

test('an invitation that was taken back lets nobody in', async ({ page, browser, newPerson, signIn }) => {
  const admin = await newPerson('admin');
  await signIn(page, admin);
  const link = await invite(page, 'learner', `for nobody ${admin.id}`);
  const row = page.getByRole('row').filter({ hasText: `for nobody ${admin.id}` });
  await row.getByRole('button', { name: 'Take back' }).click();
  await expect(row).toContainText('revoked');
  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'This invitation does not hold' })).toBeVisible();
  await context.close();
});

test('an admin makes a link for a new password, and deletes an account', async ({ page, browser, newPerson, signIn, expectAccessible }) => {
  const [admin, person] = [await newPerson('admin'), await newPerson()];
  await signIn(page, admin);
  await page.goto(`/admin/users?search=${person.email}`);
  const menu = page.getByRole('button', { name: `What to do with ${person.name}` });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Link for a new password' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await shownLink(page);
  await page.getByRole('button', { name: 'Done' }).click();

  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto(link);
  await expectAccessible(guest);
  await guest.getByLabel('New password').fill('short');
  await guest.getByRole('button', { name: 'Set my password' }).click();
  await expect(guest.getByRole('alert').filter({ hasText: 'at least 10 characters' })).toBeVisible();
  await guest.getByLabel('New password').fill('a sentence that is new');
  await guest.getByRole('button', { name: 'Set my password' }).click();
  await guest.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await guest.getByLabel('E-mail address').fill(person.email);
  await guest.getByLabel('Password').fill('a sentence that is new');
  await guest.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(guest.getByRole('button', { name: `Account of ${person.name}` })).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'This link does not hold' })).toBeVisible();

  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Nobody like that here.')).toBeVisible();
  await guest.goto('/settings');
  await expect(guest).toHaveURL(/\/sign-in/);
  await context.close();
});

test('the last admin cannot shut the door behind them; settings hold at once', async ({
  page,
  browser,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  const admin = await newPerson('admin');
  await signIn(page, admin);
  await page.goto(`/admin/users?search=${admin.email}`);
  await page.getByRole('button', { name: `What to do with ${admin.name}` }).click();
  await expect(page.getByRole('menuitem', { name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  const context = await browser.newContext();
  const guest = await context.newPage();
  await guest.goto('/register');
  await expect(guest.getByText('it takes an invitation')).toBeVisible();
  await page.goto('/admin/settings');
  await expectAccessible(page);
  const open = page.getByLabel('Open registration', { exact: true });
  const save = page.getByRole('button', { name: 'Save: Open registration' });
  await open.selectOption('on');
  await save.click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await guest.goto('/register');
  await expect(guest.getByLabel('Your name')).toBeVisible();
  await expectAccessible(guest);
  await open.selectOption('off');
  await save.click();
  await expect.poll(async () => (await guest.request.get('/api/account/registration')).json()).toEqual({ open: false, invitation: null });
  await context.close();
  const days = page.getByLabel('Days that an invitation holds', { exact: true });
  await days.fill('9999');
  await page.getByRole('button', { name: 'Save: Days that an invitation holds' }).click();
  await expect(page.getByText('a whole number from 1 to 90')).toBeVisible();
});
