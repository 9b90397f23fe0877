import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { serveBuild, withDataFolder, type ServedBuild } from '../bin/testing/serve-build';

const password = 'a sentence of my own';
const email = 'trainer@example.org';
const model = 'beasts';

/** What a sentence is made of: so many that hardly one is said twice, which would be left out of what is measured on. */
const slots = [
  'red green blue white black brown grey golden silver pale dark spotted striped old young tiny huge quiet lazy proud',
  'fox owl hen cat dog goat mouse hare crow swan bear wolf otter badger heron lizard pony toad wren mole',
  'ran walked crept flew hurried wandered danced limped marched stumbled',
  'river meadow barn tower bridge garden forest harbour market cellar chapel mill orchard quarry well stable',
].map((words) => words.split(' '));

/** A text that always says a thing twice: a small network learns that within seconds, a count of neighbouring words does not. */
function beasts(): string {
  let state = 1;
  const pick = (words: readonly string[]) => {
    state = (state * 48271) % 2147483647;
    return words[state % words.length];
  };
  const sentence = () => {
    const [colour, animal, deed, place] = slots.map(pick);
    return `The ${colour} ${animal} ${deed} to the ${place}, and at the ${place} the ${animal} was ${colour} no more.`;
  };
  return Array.from({ length: 400 }, () => [sentence(), sentence(), sentence()].join(' ')).join('\n\n');
}

async function signIn(context: BrowserContext, address: string): Promise<void> {
  const { csrfToken } = (await (await context.request.get(`${address}/api/auth/csrf`)).json()) as { csrfToken: string };
  const form = { csrfToken, email, password, json: 'true' };
  await context.request.post(`${address}/api/auth/callback/credentials`, { form, headers: { origin: address } });
}

/** Waits for the badge of a state on a training's own page. */
async function untilState(page: Page, state: string, timeout: number): Promise<void> {
  await expect(page.getByRole('main').getByText(state, { exact: true }).first()).toBeVisible({ timeout });
}

test('a trainer uploads a text, trains, pauses over a restart, compares, promotes, generates and rolls back', async ({ browser }) => {
  test.setTimeout(900_000);
  await withDataFolder(async (dataDir) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let server: ServedBuild = await serveBuild({ dataDir });
    try {
      const made = await server.call('POST', '/api/users', { name: 'Trainer', email, password, role: 'trainer' });
      expect(made.ok, await made.text()).toBe(true);
      await signIn(context, server.address);

      await page.goto(`${server.address}/train`);
      await expect(page.getByText('Nothing was trained here yet.')).toBeVisible();
      await page.getByRole('link', { name: 'Train a model' }).click();
      await page.getByLabel('Kind').selectOption('writer');
      await page.getByRole('button', { name: 'Start training' }).click();
      await expect(page.getByText('Give a text to learn from')).toBeVisible();
      await page.getByLabel('Choose a file').setInputFiles({ name: 'beasts.txt', mimeType: 'text/plain', buffer: Buffer.from(beasts()) });
      await expect(page.getByText('beasts.txt:')).toBeVisible();
      await page.getByLabel('Name of the model').fill(model);
      await page.getByLabel('Title').fill('Beasts, once');
      await page.getByLabel('From', { exact: true }).selectOption('scratch');
      await page.getByLabel('Epochs').fill('2');
      await page.getByLabel('Minutes').fill('0.3');
      await page.getByRole('button', { name: 'Estimate time and memory' }).click();
      await expect(page.getByText(/^About .* of memory$/)).toBeVisible({ timeout: 120_000 });
      await page.getByRole('button', { name: 'Start training' }).click();

      await expect(page.getByRole('heading', { name: 'Beasts, once' })).toBeVisible({ timeout: 60_000 });
      const address = new URL(page.url()).pathname;
      await expect(page.getByRole('figure', { name: 'Loss' })).toBeVisible({ timeout: 180_000 });
      await page.getByRole('button', { name: 'Pause' }).click();
      await untilState(page, 'paused', 60_000);
      await server.stop();
      server = await serveBuild({ dataDir });
      await page.goto(`${server.address}${address}`);
      await untilState(page, 'paused', 10_000);
      await page.getByRole('button', { name: 'Resume', exact: true }).click();
      await untilState(page, 'done', 300_000);
      await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();

      await page.getByRole('link', { name: 'Clone with changes' }).click();
      await page.getByLabel('Title').fill('Beasts, often');
      await page.getByLabel('Epochs').fill('12');
      await page.getByRole('button', { name: 'Start training' }).click();
      await expect(page.getByRole('heading', { name: 'Beasts, often' })).toBeVisible({ timeout: 60_000 });
      await untilState(page, 'done', 300_000);
      await expect(page.getByRole('region', { name: 'Verdict' }).getByText('put into use', { exact: true })).toBeVisible();

      await page.goto(`${server.address}/runs`);
      await page.getByLabel('Compare Beasts, once').check();
      await page.getByLabel('Compare Beasts, often').check();
      await page.getByRole('button', { name: 'Compare the chosen' }).click();
      await expect(page.getByRole('row', { name: /^Epochs/ })).toContainText('12');
      await expect(page.getByRole('figure', { name: 'Loss on what it learns from' })).toContainText('Beasts, often');

      await page.goto(`${server.address}/models/${model}`);
      await expect(page.getByText('in use', { exact: true }).first()).toBeVisible();
      await page.getByLabel('Beginning of a text').fill('The red fox ran to the');
      await page.getByRole('button', { name: 'Write on' }).click();
      await expect(page.getByText(/tokens in \d+ ms/)).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Roll back' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
      await expect(page.getByText(`${model} v1 is in use again.`)).toBeVisible();
      await page.goto(`${server.address}/models/${model}@v2`);
      await page.getByRole('button', { name: 'Promote, if it is better' }).click();
      await expect(page.getByText(/beat|is the first/).first()).toBeVisible({ timeout: 120_000 });
      await expect(page.getByText('in use', { exact: true }).first()).toBeVisible();
    } finally {
      await context.close();
      await server.stop();
    }
  });
});
