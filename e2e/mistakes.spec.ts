import { expect, test } from './fixtures';

test('a button pressed twice makes one tutorial, and the keyboard stays where it was', async ({ page, newPerson, signIn }) => {
  test.setTimeout(240_000);
  const person = await newPerson();
  await signIn(page, person);
  await page.goto('/');
  const question = page.getByLabel('What do you want to learn?');
  await question.fill('sets in Python');
  await page.getByRole('button', { name: 'Make my tutorial' }).dblclick();
  await expect(page.getByRole('button', { name: 'Making your tutorial…' })).toBeFocused();
  await expect(page).toHaveURL(/\/tutorials\/sets/, { timeout: 120_000 });
  const { tutorials } = (await (await page.request.get('/api/tutorials')).json()) as { tutorials: unknown[] };
  expect(tutorials).toHaveLength(1);
});

test('a topic without lessons is answered with the nearest ones and a way to bring material', async ({ page, newPerson, signIn }) => {
  await signIn(page, await newPerson());
  await page.goto('/');
  await page.getByLabel('What do you want to learn?').fill('violin bowing technique');
  await page.getByRole('button', { name: 'Make my tutorial' }).click();
  await expect(page.getByRole('heading', { name: /Nothing here about/ })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Add them to your documents' }).click();

  // A picture is no document, and says so; the next file brings its own title.
  const file = page.getByLabel('From a file');
  const photo = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]) };
  await expect(async () => {
    await file.setInputFiles(photo);
    await expect(page.getByText('This is no text in UTF-8.')).toBeVisible({ timeout: 2000 });
  }).toPass();
  const text = (title: string) => Buffer.from(`# ${title}\n\nThe bow rests on the string by its own weight.\n`);
  await file.setInputFiles({ name: 'draft.md', mimeType: 'text/markdown', buffer: text('Draft') });
  await expect(page.getByLabel('Title')).toHaveValue('draft');
  await file.setInputFiles({ name: 'violin.md', mimeType: 'text/markdown', buffer: text('Violin') });
  await expect(page.getByLabel('Title')).toHaveValue('violin');
  await page.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('rowheader', { name: 'violin' })).toBeVisible();
  await expect(file).toHaveValue('');
});

test('a trainer finds the batches of before', async ({ page, request, newPerson, signIn }) => {
  const person = await newPerson('trainer');
  const asked = await request.post('/api/tutorials/batch', {
    data: { topics: ['sets in Python', 'closures', 'SQL joins', 'recursion'], minutes: 10 },
    headers: { authorization: `Bearer ${person.token}` },
  });
  const { batchId } = (await asked.json()) as { batchId: string };
  await signIn(page, person);
  await page.goto('/batches');
  await page.getByRole('link', { name: 'sets in Python, closures, SQL joins and 1 more' }).click();
  await expect(page).toHaveURL(new RegExp(`/batches/${batchId}$`));
  await expect(page.getByRole('heading', { name: 'Batch of 4' })).toBeVisible();
});
