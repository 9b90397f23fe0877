import { test } from './fixtures';
import { shoot } from './fixtures/shoot';

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
    // With a model of one's own they are photographed where one is trained.
    ['autotrain', '/autotrain'],
    ['autotrain-write', '/autotrain/write'],
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
