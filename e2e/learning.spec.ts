import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { expect, test, type Person } from './fixtures';

const solution = (person: Person, request: APIRequestContext, conceptId: string) =>
  request
    .post('/api/learning/solutions', { data: { conceptId }, headers: { authorization: `Bearer ${person.token}` } })
    .then(async (answer) => ((await answer.json()) as { solution: string }).solution);

/** Types a program into an exercise, in the place of what is there. */
async function write(page: Page, code: string): Promise<void> {
  const editor = page.locator('[data-exercise]').getByRole('textbox');
  // What is filled in before the page is alive may be set back; a person would see that and write again.
  await expect(async () => {
    await editor.fill(code);
    await expect(editor).toHaveValue(code, { timeout: 2000 });
  }).toPass();
}

const exercise = (page: Page) => page.locator('[data-exercise]');
const checkpoints = (page: Page) => page.locator('form', { has: page.getByText('Checkpoint') });

/** Opens a tutorial at a step, by its place from 0. */
async function openStep(page: Page, slug: string, index: number): Promise<void> {
  expect(index).toBeGreaterThanOrEqual(0);
  await page.goto(`/tutorials/${slug}#step-${index + 1}`);
  await page.reload();
  await expect(page.getByText(new RegExp(`^Step ${index + 1} of`))).toBeVisible();
}

/** Answers a checkpoint by keyboard, with whatever comes first, and waits for the verdict. */
async function answer(page: Page, question: Locator): Promise<void> {
  const radio = question.getByRole('radio').first();
  if ((await radio.count()) > 0) {
    await radio.focus();
    await page.keyboard.press('Space');
  } else await question.getByLabel('Your answer').fill('something');
  await question.getByRole('button', { name: 'Check' }).press('Enter');
  await expect(question.getByRole('status')).toContainText(/Right\.|Not quite\./);
}

test('a learner reads, answers, does the exercise, and reviews the next day', async ({
  page,
  request,
  newPerson,
  signIn,
  passDays,
  expectAccessible,
}) => {
  test.setTimeout(240_000);
  const person = await newPerson();
  const made = await request.post('/api/tutorials', {
    data: { topic: 'sets in Python', minutes: 30, seed: 3 },
    headers: { authorization: `Bearer ${person.token}` },
  });
  interface StepMade {
    readonly conceptId: string;
    readonly checkpoint: { readonly choices: readonly object[] } | null;
    readonly exercise: object | null;
  }
  const { slug, steps } = (await made.json()) as { slug: string; steps: StepMade[] };
  await signIn(page, person);
  await page.goto(`/tutorials/${slug}`);

  // Reads the first step and goes on; the place is kept.
  const kept = page.waitForResponse((response) => response.url().endsWith('/progress') && response.ok());
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();
  await kept;
  await page.goto('/learning');
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();
  await page.goto(`/tutorials/${slug}`);
  await page.getByRole('link', { name: 'Continue there' }).click();
  await expect(page.getByText(/^Step 2 of/)).toBeVisible();

  // Answers a checkpoint by keyboard; the reason is announced, the answer kept.
  const asking = steps.findIndex(({ checkpoint }) => checkpoint !== null);
  await openStep(page, slug, asking);
  await answer(page, checkpoints(page).filter({ visible: true }));
  await expect(page.getByText('Kept. It comes back for review tomorrow.')).toBeVisible();
  await expectAccessible(page);

  // The exercise: tests in the page, then handed in.
  const place = steps.findIndex((step) => step.exercise !== null);
  await openStep(page, slug, place);
  await page.getByRole('button', { name: 'Run the tests' }).click();
  await expect(exercise(page).getByRole('status').last()).toContainText(/tests? pass/, { timeout: 60_000 });
  await write(page, await solution(person, request, steps[place].conceptId));
  await page.getByRole('button', { name: 'Run the tests' }).click();
  await expect(exercise(page).getByText(/pass(es)? here/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Hand in' }).click();
  await expect(exercise(page).getByText(/Well done!/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);

  await page.goto('/review');
  await expect(page.getByRole('heading', { name: 'Nothing is due now' })).toBeVisible();
  await expectAccessible(page);
  await passDays(1);
  await page.goto('/learning');
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Review \d+ cards?$/ }).click();
  await expect(page.locator('[data-review-card]')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Good/ })).toContainText('days');
  await expectAccessible(page);
  // Forgotten: it comes once more in this sitting.
  await page.keyboard.press('1');
  for (let card = 0; card < 12; card++) {
    const done = page.getByRole('heading', { name: 'That was all for today' });
    const show = page.getByRole('button', { name: 'Show the answer' });
    await expect(done.or(show)).toBeVisible();
    if (await done.isVisible()) break;
    await show.click();
    await page.getByRole('button', { name: /^Good/ }).click();
  }
  await expect(page.getByRole('heading', { name: 'That was all for today' })).toBeVisible();
  await page.goto('/review');
  await expect(page.getByRole('heading', { name: 'Nothing is due now' })).toBeVisible();
});

test('a visitor reads a lesson, answers, is asked to sign in, and keeps what was done @phone', async ({
  page,
  request,
  newPerson,
  expectAccessible,
}) => {
  const person = await newPerson();
  await page.goto('/curriculum');
  await page.getByRole('link', { name: 'Sets', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sets', level: 1 })).toBeVisible();
  await expectAccessible(page);
  const question = checkpoints(page).first();
  await answer(page, question);
  await write(page, 'def draft():\n    return "kept"\n');
  await question.getByRole('link', { name: 'Sign in' }).click();

  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(page).toHaveURL(/\/curriculum\/python-sets#question-/);
  await expect(page.getByText('The answer that you gave before signing in is kept now')).toBeVisible();
  await expect(exercise(page).getByRole('textbox')).toHaveValue(/return "kept"/);
  const headers = { authorization: `Bearer ${person.token}` };
  const reviews = (await (await request.get('/api/learning/reviews', { headers })).json()) as { total: number };
  expect(reviews.total).toBe(1);

  // Marks the concept as known; the curriculum tells.
  await page.getByRole('button', { name: 'I know Sets' }).click();
  await expect(page.getByText('Sets is marked as known')).toBeVisible();
  await page.goto('/curriculum');
  await expect(page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Sets', exact: true }) })).toContainText('known');
});

for (const [language, id] of [
  ['JavaScript', 'javascript-arrays'],
  ['TypeScript', 'typescript-types'],
  ['SQL', 'sql-select'],
]) {
  test(`the exercise of a ${language} lesson is tested in the page, as the server judges it`, async ({
    page,
    request,
    newPerson,
    signIn,
  }) => {
    const person = await newPerson();
    await signIn(page, person);
    await page.goto(`/curriculum/${id}`);
    await write(page, await solution(person, request, id));
    await page.getByRole('button', { name: 'Run the tests' }).click();
    await expect(exercise(page).getByText(/pass(es)? here/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Hand in' }).click();
    await expect(exercise(page).getByText(/Well done!/)).toBeVisible({ timeout: 60_000 });
    // Every example prints here what it printed when the lesson was checked.
    const runner = page.locator('[data-code-runner]').first();
    await runner.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(runner.getByText('same as in the lesson')).toBeVisible({ timeout: 60_000 });
  });
}
