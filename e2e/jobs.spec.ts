import { expect, test } from './fixtures';

test('an admin sees a job fail, opens it, tries it again and throws it away', async ({
  page,
  request,
  newPerson,
  signIn,
  expectAccessible,
}) => {
  test.setTimeout(120_000);
  const admin = await newPerson('admin');
  const asked = await request.post('/api/tutorials', {
    data: { topic: 'the mating calls of Antarctic penguins', minutes: 15 },
    headers: { authorization: `Bearer ${admin.token}`, prefer: 'respond-async' },
  });
  const { jobId } = (await asked.json()) as { jobId: string };
  await signIn(page, admin);

  await page.goto('/admin/jobs');
  await expect(page.getByRole('row').filter({ hasText: jobId.slice(0, 8) })).toContainText('failed', { timeout: 60_000 });
  await expect(page.getByRole('table', { name: 'Queues' })).toContainText('tutorials.create');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Dead letters', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Dead letters' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: jobId.slice(0, 8) });
  await expect(row).toContainText('failed');
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page.getByText('Antarctic penguins').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Throw away' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
  await expect(page).toHaveURL(/\/admin\/jobs$/);
  await expect(page.getByRole('row').filter({ hasText: jobId.slice(0, 8) })).toHaveCount(0);

  await page.getByRole('link', { name: 'Schedules', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Schedules' })).toBeVisible();
  await expectAccessible(page);
});
