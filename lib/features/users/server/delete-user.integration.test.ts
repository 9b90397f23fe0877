import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, pgTable, text, type PgTable } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { belongsToSomebody, insertRowsOf, namesAPerson, privateMark, tables } from '@/db/testing/rows-of';
import { trainingExamples, tutorials, users } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { operatorId, seedBuiltInUsers } from '@/lib/features/auth/server';
import { createUser, deleteUser } from '.';

/** Columns that name people who may be gone: the audit log outlives them, by intention. */
const outlives = new Set(['audit_log.actor_id']);

describeDatabases('deleting an account', (database) => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'loam-deleting-'));
    publishTestApp({ dataDir });
  });
  afterEach(async () => {
    withdrawApp();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('leaves nothing behind in any table, whichever tables there are', async () => {
    const ctx = database.ctx({ actor: { kind: 'user', userId: operatorId, role: 'admin' } });
    await seedBuiltInUsers(ctx);
    const input = { role: 'learner', password: 'a sentence of my own' } as const;
    const ada = await createUser(ctx, { ...input, name: 'Ada', email: 'ada@example.org' });
    const eve = await createUser(ctx, { ...input, name: 'Eve', email: 'eve@example.org' });
    const owned = await insertRowsOf(database.db, ada.id);
    expect([...owned.keys()].sort()).toEqual(
      tables
        .filter(belongsToSomebody)
        .map((table) => getTableConfig(table).name)
        .sort(),
    );
    expect(owned.size).toBeGreaterThan(6);
    const folders = [`models/${String(owned.get('models')!.name)}/v1`, `runs/${String(owned.get('training_runs')!.id)}/data`];
    for (const folder of [...folders, 'models/everybodys/v1', 'runs/another'])
      await mkdir(path.join(dataDir, folder), { recursive: true }).then(() => writeFile(path.join(dataDir, folder, 'weights'), 'x'));
    await deleteUser(ctx, { user: ada.id });
    expect((await readdir(path.join(dataDir, 'models'))).concat(await readdir(path.join(dataDir, 'runs')))).toEqual([
      'everybodys',
      'another',
    ]);
    const left: string[] = [];
    for (const table of tables) {
      const { name } = getTableConfig(table);
      const rows: unknown[] = await database.db.select().from(table);
      const said = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      if (name !== 'audit_log' && (said.includes(ada.id) || said.includes(privateMark))) left.push(name);
    }
    expect(left, 'tables that still name the deleted person, or hold what they wrote').toEqual([]);
    expect((await database.db.select().from(users)).map(({ id }) => id).sort()).toEqual([eve.id, operatorId].sort());
  });
});

/** Columns that name a person and are not tied to users, or tied so that their row neither goes nor forgets. */
function looseColumns(all: readonly PgTable[]): string[] {
  return all.flatMap((table) => {
    const { name, foreignKeys } = getTableConfig(table);
    return Object.values(getTableColumns(table)).flatMap((column) => {
      const key = foreignKeys.find((each) => each.reference().columns.includes(column));
      const place = `${name}.${column.name}`;
      const tied = key?.reference().foreignTable === users;
      const stays = tied && key.onDelete !== 'cascade' && key.onDelete !== 'set null';
      return (namesAPerson(column) && !outlives.has(place) && !tied) || stays ? [place] : [];
    });
  });
}

it('ties every column that names a person to users, so that the row goes with them or forgets them', () => {
  expect(looseColumns(tables)).toEqual([]);
});

it('would notice a column that names a person and is not tied', () => {
  const planted = pgTable('planted', {
    scoredBy: text('scored_by'),
    readerId: text('reader_id').references(() => tutorials.id, { onDelete: 'cascade' }),
    madeBy: text('made_by').references(() => users.id),
    ownerId: text('owner_id').references(() => users.id, { onDelete: 'cascade' }),
    inviterId: text('inviter_id').references(() => users.id, { onDelete: 'set null' }),
    // The estimator of an example is a program, and called so.
    estimator: text('estimator'),
  });
  expect(looseColumns([planted])).toEqual(['planted.scored_by', 'planted.reader_id', 'planted.made_by']);
  expect(namesAPerson(trainingExamples.estimator)).toBe(false);
});
