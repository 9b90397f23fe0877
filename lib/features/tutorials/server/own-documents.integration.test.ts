import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDatabase } from '@/db/testing';
import { documentPassages, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { toLoamError, type LoamError } from '@/lib/core/errors';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { documentInput, documentLimits } from '@/lib/features/documents';
import { createDocument, deleteDocument, listDocuments, readDocument } from '@/lib/features/documents/server';
import { createTutorialInput, ownDocument, wishSchema } from '../schemas';
import { createTutorial, proposeOutline } from '.';

const database = withDatabase('pglite');
let dataDir: string;
const as = (userId: string) => database.ctx({ actor: { kind: 'user', userId, role: 'learner' } });
const refusal = async (promise: Promise<unknown>): Promise<LoamError> =>
  promise.then(() => Promise.reject(new Error('was not refused')), toLoamError);
const keep = (who: string, title: string, text: string) => createDocument(as(who), documentInput.parse({ title, text }));
const handbook = `# Widget press
The widget press stamps widgets. Before stamping, warm the press up.

## Warming the press
Heat follows a rule of three:

\`\`\`python
print(3 * 40)
\`\`\`

Read the gauge; then try what must not work here:

\`\`\`python
open("/etc/passwd")
\`\`\`

<script>alert(1)</script>
`;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-own-documents-'));
  publishTestApp({ dataDir });
  await database.db.insert(users).values(['ada', 'eve'].map((id) => ({ id, email: `${id}@example.org`, name: id })));
});
afterAll(async () => {
  withdrawApp();
  await rm(dataDir, { recursive: true });
});

it('keeps documents for their owner alone, refuses the same text twice, and what passes the limits', async () => {
  const kept = await keep('ada', 'Press handbook', handbook);
  expect(kept).toMatchObject({ title: 'Press handbook', passages: 2 });
  expect(await refusal(keep('ada', 'Another name', `${handbook}\n\n`))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Press handbook') as string,
  });
  expect((await listDocuments(as('eve'))).documents).toEqual([]);
  expect((await refusal(readDocument(as('eve'), { id: kept.id }))).code).toBe('not_found');
  expect((await refusal(deleteDocument(as('eve'), { id: kept.id }))).code).toBe('not_found');
  expect((await readDocument(as('ada'), { id: kept.id })).parts.map(({ heading }) => heading)).toEqual([
    'Widget press',
    'Widget press › Warming the press',
  ]);
  expect((await refusal(keep('ada', 'Big', 'x'.repeat(documentLimits.bytes + 1)))).code).toBe('too_large');
  expect((await refusal(keep('ada', 'Cut up', '# a\nb\n'.repeat(documentLimits.passages + 1)))).code).toBe('unprocessable');
  expect((await refusal(keep('ada', 'Headings', '# a\n## b'))).code).toBe('unprocessable');
  expect(documentInput.safeParse({ title: 'x', text: '  \n ' }).success).toBe(false);
});

it('makes a tutorial of what only a document has, cites it, and shows what its code did without trusting it', async () => {
  const ask = { topic: 'warming the widget press', minutes: 15, seed: 2 };
  expect((await refusal(createTutorial(as('eve'), createTutorialInput.parse(ask)))).code).toBe('no_material');
  expect((await refusal(createTutorial(as('ada'), createTutorialInput.parse({ ...ask, documents: false })))).code).toBe('no_material');
  const made = await createTutorial(as('ada'), createTutorialInput.parse(ask));
  const step = made.steps.find(({ title }) => title === 'Warming the press')!;
  expect(step).toMatchObject({
    conceptId: ownDocument,
    sources: [{ title: 'Press handbook', where: 'your document, under “Widget press › Warming the press”' }],
  });
  expect(step.examples.map(({ output, status }) => [output, status])).toEqual([
    ['120\n', undefined],
    [expect.stringContaining('Error'), 'error'],
  ]);
  expect(made.madeWith).toHaveProperty('documents');
  expect((await createTutorial(as('ada'), createTutorialInput.parse(ask))).contentHash).toBe(made.contentHash);
  expect(step.examples[1].notice).toContain('<script>');
});

it('sets passages beside lessons, and takes them back in an accepted outline, of their owner alone', async () => {
  await keep(
    'ada',
    'Team rules',
    '# Python decorators in our team\n\nEvery decorator uses `functools.wraps`. Ask before you write a new decorator in Python.',
  );
  const outline = await proposeOutline(as('ada'), wishSchema.parse({ topic: 'Python decorators', minutes: 40, seed: 2 }));
  const own = outline.steps.filter(({ passageId }) => passageId !== null);
  expect(own).toHaveLength(1);
  expect(outline.steps.some(({ conceptId }) => conceptId === 'python-decorators')).toBe(true);
  const accepted = createTutorialInput.parse({ outline: { ...outline, steps: own } });
  const made = await createTutorial(as('ada'), accepted);
  expect(made.steps).toHaveLength(1);
  expect(made.summary).toContain('your own documents');
  expect((await refusal(createTutorial(as('eve'), accepted))).code).toBe('invalid_input');
});

it('deletes a document with its passages; what was made from it stays', async () => {
  for (const { id } of (await listDocuments(as('ada'))).documents) await deleteDocument(as('ada'), { id });
  expect(await database.db.$count(documentPassages)).toBe(0);
  expect((await refusal(proposeOutline(as('ada'), wishSchema.parse({ topic: 'warming the widget press' })))).code).toBe('no_material');
});
