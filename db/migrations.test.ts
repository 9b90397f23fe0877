import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import { readMigrations } from './migrations';
import * as schema from './schema';

type Snapshot = Awaited<ReturnType<typeof generateDrizzleJson>>;

test('the steps of the history lead to the schema', async () => {
  const last = (await readMigrations()).at(-1);
  const prefix = last?.tag.split('_')[0] ?? '';
  const snapshot = JSON.parse(readFileSync(projectPath('db/migrations/meta', `${prefix}_snapshot.json`), 'utf8')) as Snapshot;
  const missing = await generateMigration(snapshot, generateDrizzleJson(schema, snapshot.id));
  expect(missing, 'run: npx drizzle-kit generate --name <what changed>').toEqual([]);
});

test('a table that no step makes is noticed', async () => {
  const { users: _users, ...others } = schema;
  const difference = await generateMigration(generateDrizzleJson(others), generateDrizzleJson(schema));
  expect(difference.join('\n')).toContain('CREATE TABLE "users"');
});
