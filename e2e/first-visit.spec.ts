import { expect, test } from './fixtures';

test('a new user makes the first account, asks for a topic, reads and runs the tutorial', async ({ page, expectAccessible }) => {
  test.setTimeout(180_000);
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Make my account' }).click();
  await expect(page.getByText('Write your name')).toBeVisible();
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('a sentence of my own');
  await page.getByRole('button', { name: 'Make my account' }).click();

  const question = page.getByLabel('What do you want to learn?');
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.fill('Python decorators');
  await page.getByRole('button', { name: 'Make my tutorial' }).click();
  await expect(page.getByText('Running every code block')).toBeVisible();

  await expect(page.getByRole('heading', { name: 'Python Decorators', level: 1 })).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/tutorials\/python-decorators/);
  await expectAccessible(page);
  await expect(page.getByText(/^Step 1 of/)).toBeVisible();

  const runner = page.locator('[data-code-runner]').first();
  await runner.getByRole('button', { name: /^run/i }).click();
  await expect(runner).toHaveAttribute('data-code-runner', 'ended', { timeout: 60_000 });

  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/^Step 3 of/)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();

  await page.goto('/tutorials');
  await expect(page.getByRole('link', { name: 'Python Decorators' })).toBeVisible();
  await page.goto('/setup');
  await expect(page).not.toHaveURL(/\/setup$/);
});
