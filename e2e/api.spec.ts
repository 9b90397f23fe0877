import { roles, type Role } from '../lib/vocabulary/roles';
import { expect, test } from './fixtures';

interface Described {
  readonly paths: Record<string, Record<string, { operationId: string; 'x-access': 'anyone' | Role }>>;
}

test('every operation lets in the roles that its contract names, and no other', async ({ request, newPerson }) => {
  const { paths } = (await (await request.get('/api/openapi.json')).json()) as Described;
  const tokens: Record<string, string | undefined> = { anonymous: undefined };
  for (const role of roles) tokens[role] = (await newPerson(role)).token;
  const wrong: string[] = [];
  let cells = 0;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId, 'x-access': access }] of Object.entries(methods)) {
      for (const [caller, token] of Object.entries(tokens)) {
        const url = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
        // An id that does not exist and an empty body: past the guard comes 400 or 404, never a change.
        const response = await request.fetch(url, {
          method,
          headers: token ? { authorization: `Bearer ${token}` } : {},
          data: method === 'get' ? undefined : {},
        });
        const allowed = access === 'anyone' || (caller !== 'anonymous' && roles.indexOf(caller as Role) >= roles.indexOf(access));
        const refused = response.status() === 401 || (response.status() === 403 && operationId !== 'auth.setup');
        cells++;
        if (response.status() >= 500) wrong.push(`${operationId} as ${caller}: ${response.status()}`);
        if (allowed === refused) wrong.push(`${operationId} as ${caller}: ${response.status()}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(50);
});

const hostile: [string, unknown][] = [
  ['an empty topic', { topic: '' }],
  ['a missing topic', {}],
  ['10,000 characters', { topic: 'x'.repeat(10_000) }],
  ['a number for a topic', { topic: 7 }],
  ['minutes 0', { topic: 'lists', minutes: 0 }],
  ['minutes -1', { topic: 'lists', minutes: -1 }],
  ['minutes 1e9', { topic: 'lists', minutes: 1e9 }],
  ['minutes in words', { topic: 'lists', minutes: 'many' }],
  ['an unknown level', { topic: 'lists', level: 'wizard' }],
  ['a negative seed', { topic: 'lists', seed: -1 }],
  ['control characters', { topic: 'lists\u0000\u0007' }],
];
const odd = [
  '🎉🎉🎉',
  'مقدمة في البرمجة',
  '<script>alert(1)</script>',
  "'; drop table tutorials; --",
  '../../etc/passwd',
  '%00%ff',
  '${7*7}{{7*7}}',
];

test('bad input gets a clear 4xx that names the field', async ({ request, newPerson }) => {
  const { token } = await newPerson();
  const headers = { authorization: `Bearer ${token}` };
  for (const [name, data] of hostile) {
    const response = await request.post('/api/tutorials', { data, headers });
    expect(response.status(), name).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string; fields: object; requestId: string } };
    expect(error.code, name).toBe('invalid_input');
    expect(error.requestId, name).toMatch(/^[\da-f-]{36}$/);
    expect(Object.keys(error.fields), name).toHaveLength(1);
  }
  for (const topic of odd) {
    const response = await request.post('/api/tutorials', { data: { topic }, headers });
    expect([201, 422], topic).toContain(response.status());
  }
  const list = (await (await request.get('/api/tutorials', { headers })).json()) as { tutorials: unknown[] };
  expect(Array.isArray(list.tutorials)).toBe(true);
});

test('bodies that are no JSON, far too large or far too deep are refused', async ({ request, newPerson }) => {
  const { token } = await newPerson();
  const send = async (body: string) => {
    const response = await request.post('/api/tutorials', {
      data: Buffer.from(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    return response.status();
  };
  expect(await send('topic=lists')).toBe(400);
  expect(await send('[]')).toBe(400);
  expect(await send(`{"topic":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).toBe(400);
  expect(await send(`{"topic":"${'x'.repeat(50 * 1024 * 1024)}"}`)).toBe(413);
});

test('unknown addresses, foreign tokens and unknown ids are told apart', async ({ request, newPerson }) => {
  const { token } = await newPerson();
  const status = async (url: string, bearer: string) =>
    (await request.get(url, { headers: { authorization: `Bearer ${bearer}` } })).status();
  expect(await status('/api/tutorials', 'loam_of_somebody_else')).toBe(401);
  expect(await status('/api/tutorials/no-such-slug', token)).toBe(404);
  expect(await status('/api/tutorials/%F0%9F%8E%89', token)).toBe(404);
  expect(await status('/api/jobs/not-an-id', token)).toBe(400);
  expect(await status('/api/nowhere', token)).toBe(404);
  for (const method of ['GET', 'POST', 'DELETE']) {
    const unknown = await request.fetch('/api/nowhere/at/all', { method, headers: { accept: 'text/html' } });
    expect(unknown.status()).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { code: 'not_found', requestId: expect.any(String) as unknown } });
  }
});

test('the API is described for people too', async ({ page, expectAccessible }) => {
  await page.goto('/docs/api');
  await expect(page.getByRole('heading', { name: 'API', exact: true })).toBeVisible();
  await expect(page.getByText('/api/tutorials/{slug}').first()).toBeVisible();
  await expectAccessible(page);
});

test('a backup is made and put back while the server goes on', async ({ request, newPerson }) => {
  const admin = await newPerson('admin');
  const headers = { authorization: `Bearer ${admin.token}` };
  const made = (await (await request.post('/api/backups', { headers })).json()) as { name: string; rows: number };
  expect(made.rows).toBeGreaterThan(0);
  const later = await newPerson();
  const restored = await request.post(`/api/backups/${made.name}/restore`, { headers });
  expect(restored.status(), await restored.text()).toBe(200);
  // Who came after the backup is gone, who made it is there.
  expect((await request.get('/api/account', { headers: { authorization: `Bearer ${later.token}` } })).status()).toBe(401);
  expect((await request.get('/api/account', { headers })).status()).toBe(200);
  for (const name of ['..%2Fserver.json', 'no-such.tar.gz']) {
    const refused = await request.post(`/api/backups/${name}/restore`, { headers });
    expect(refused.status(), name).toBeGreaterThanOrEqual(400);
    expect(refused.status(), name).toBeLessThan(500);
  }
});
