import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';

test('a learner plans a tutorial, changes the plan, reads its steps as they come, rates it and takes it along', async ({
  page,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  await signIn(page, await newPerson());
  await page.goto('/');
  await page.getByLabel('What do you want to learn?').fill('sets in Python');
  await page.getByRole('button', { name: 'Plan it first' }).click();
  await expect(page.getByRole('heading', { name: 'The plan' })).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  await page.getByLabel('How it is told').selectOption('project');
  await expect(page.locator('[data-outline-step=goal]')).toBeVisible();
  const rows = page.locator('[data-outline-step]');
  const titles = () => page.getByLabel(/^Title of step/).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const before = await titles();
  await rows.nth(0).getByRole('button', { name: /down$/ }).click();
  expect((await titles()).slice(0, 2)).toEqual([before[1], before[0]]);
  await page.getByLabel('Title of step 1').fill('<b>My own beginning</b>');
  await rows
    .last()
    .getByRole('button', { name: /^Leave out/ })
    .click();
  expect(await titles()).toHaveLength(before.length - 1);
  await page.getByText(/^Add a step/).click();
  await page.getByRole('button', { name: /^Add / }).first().click();
  const planned = await titles();
  expect(planned).toHaveLength(before.length);
  await page.getByRole('button', { name: 'Make it like this' }).click();

  await expect(page).toHaveURL(/\/tutorials\/requests\//);
  await expect(page.locator('[data-request-step]')).toHaveCount(planned.length, { timeout: 30_000 });
  await expect(page.getByText('ready', { exact: true })).toHaveCount(planned.length, { timeout: 60_000 });
  await page.getByRole('link', { name: 'Open the tutorial' }).click();
  await expect(page.getByRole('heading', { name: 'Sets in Python', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: '<b>My own beginning</b>' })).toBeVisible();
  await expectAccessible(page);

  await page.getByText('4 stars', { exact: true }).click({ force: true });
  await page.getByLabel('A word why').fill('short & clear');
  await page.getByRole('button', { name: 'Rate it' }).click();
  await expect(page.getByText('Thank you: your rating is kept.')).toBeVisible();
  await expect(page.getByText('4 of 5, by 1')).toBeVisible();
  for (const [label, inside] of [
    ['Markdown', '# Sets in Python'],
    ['HTML page', '&lt;b&gt;My own beginning&lt;/b&gt;'],
    ['Jupyter notebook', '"nbformat": 4'],
  ]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: label }).click()]);
    expect(await readFile(await download.path(), 'utf8'), label).toContain(inside);
  }
});

test('a trainer brings a document, makes a category and a batch with a template, and shares', async ({
  page,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(180_000);
  const trainer = await newPerson('trainer');
  await signIn(page, trainer);
  await page.goto('/documents');
  await page.getByLabel('Title').fill('Press handbook');
  await page
    .getByRole('textbox', { name: 'Text', exact: true })
    .fill('# Widget press\n\nWarm the widget press up.\n\n```python\nprint(6 * 7)\n```\n\n<img src=x onerror="window.hacked=1">');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('rowheader', { name: 'Press handbook' })).toBeVisible();
  await expectAccessible(page);

  const name = `Workshop ${trainer.id.slice(0, 6)}`;
  await page.goto('/categories');
  await page.getByLabel('New category').fill('Provisional');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByLabel('Name of Provisional').fill(name);
  await page
    .locator('li', { has: page.getByLabel('Name of Provisional') })
    .getByRole('button', { name: 'Rename' })
    .click();
  await expect(page.getByLabel(`Name of ${name}`)).toBeVisible();
  await expectAccessible(page);

  await page.goto('/batches');
  await page.getByLabel('Topics').fill('warming the widget press\nunderwater basket weaving\nsets in Python');
  await page.getByLabel('Minutes each').fill('15');
  await page.getByLabel('How they are told').selectOption('cheat-sheet');
  await page.getByLabel('Category').selectOption({ label: name });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make them' }).click();
  await expect(page).toHaveURL(/\/batches\/.+/);
  await expect(page.getByText('1 of 3 topics could not be made')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('link', { name: /^warming-the-widget-press/ }).click();
  await expect(page.getByText('your document, under “Widget press”')).toBeVisible();
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  await expect(page.getByLabel('Category')).toHaveValue(/.+/);
  await page.getByLabel('Share it with everybody').click();
  await expect(page.getByLabel('Share it with everybody')).toBeChecked();

  await signIn(page, await newPerson());
  await page.goto('/library');
  await expect(page.getByText(name)).toBeVisible();
  await page.getByRole('link', { name: 'Warming the Widget Press' }).first().click();
  await expect(page.getByText('print(6 * 7)').first()).toBeVisible();
  await page.goto('/batches');
  await expect(page).toHaveURL(/\/$/);
});
