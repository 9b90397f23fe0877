import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/**
 * The pictures of README.md, and all others that people look through before a release. They land in
 * test-results/, with UPDATE_SCREENSHOTS=1 those of the README in docs/screenshots/.
 */
const looks = [
  { name: 'desktop-light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

const inReadme = new Set(['tutorial-desktop-light', 'home-desktop-light', 'tutorial-phone-dark']);

async function shoot(page: Page, name: string): Promise<void> {
  for (const { name: look, viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const picture = `${name}-${look}`;
    const folder = process.env.UPDATE_SCREENSHOTS && inReadme.has(picture) ? 'docs/screenshots' : 'test-results/screenshots';
    // Colours change with the scheme by a transition; a picture in its middle would show neither.
    await page.screenshot({ path: path.join(folder, `${picture}.png`), animations: 'disabled' });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${picture} is wider than the screen`).toBeLessThanOrEqual(0);
  }
}

test('no page is wider than its screen', async ({ page, request, newPerson, signIn, passDays }) => {
  test.setTimeout(240_000);
  const person = await newPerson('admin');
  const made = await request.post('/api/tutorials', {
    data: { topic: 'list comprehensions', minutes: 30, seed: 3 },
    headers: { authorization: `Bearer ${person.token}` },
  });
  const { slug, steps } = (await made.json()) as { slug: string; steps: { id: string }[] };
  const send = (method: 'POST' | 'PUT', url: string, data: object) =>
    request.fetch(url, { method, data, headers: { authorization: `Bearer ${person.token}` } });
  await send('PUT', `/api/tutorials/${slug}/progress`, { stepId: steps[1].id, position: 0.3, read: [steps[0].id] });
  await send('POST', '/api/learning/attempts', { conceptId: 'python-lists', code: 'def nothing():\n    pass\n' });
  const solved = (await (await send('POST', '/api/learning/solutions', { conceptId: 'python-sets' })).json()) as { solution: string };
  await send('POST', '/api/learning/attempts', { conceptId: 'python-sets', code: solved.solution });
  await send('PUT', '/api/knowledge/python-loops', {});
  await passDays(1);
  await page.goto('/sign-in');
  await shoot(page, 'sign-in');
  const invited = await request.post('/api/invitations', { data: {}, headers: { authorization: `Bearer ${person.token}` } });
  await page.goto(new URL(((await invited.json()) as { link: string }).link).pathname);
  await shoot(page, 'join');
  await signIn(page, person);
  const pages: [string, string][] = [
    ['home', '/'],
    ['tutorial', `/tutorials/${slug}`],
    ['tutorial-depth', `/tutorials/${slug}#step-4`],
    ['plan', '/tutorials/new?topic=Python+decorators&template=project&minutes=45'],
    ['documents', '/documents'],
    ['library', '/library'],
    ['batches', '/batches'],
    ['categories', '/categories'],
    ['tutorials', '/tutorials'],
    ['curriculum', '/curriculum'],
    ['lesson', '/curriculum/python-sets'],
    ['lesson-exercise', '/curriculum/python-sets#exercise'],
    ['learning', '/learning'],
    ['review', '/review'],
    ['stories', '/stories'],
    ['settings', '/settings'],
    ['models', '/models'],
    ['model', '/models/embedder'],
    ['train', '/train'],
    ['runs', '/runs'],
    ['run-new', '/runs/new'],
    ['runs-compare', '/runs/compare'],
    ['tokens', '/settings/tokens'],
    ['jobs', '/admin/jobs'],
    ['dead-letters', '/admin/jobs/dead-letters'],
    ['schedules', '/admin/jobs/schedules'],
    ['users', '/admin/users'],
    ['invitations', '/admin/invitations'],
    ['audit', '/admin/audit'],
    ['admin-settings', '/admin/settings'],
    ['api', '/docs/api'],
    ['not-found', '/no-such-page'],
  ];
  for (const [name, url] of pages) {
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    await shoot(page, name);
  }
});
