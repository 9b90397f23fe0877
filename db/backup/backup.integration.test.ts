import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fixedClock } from '@/lib/core/clock';
import type { Connection } from '../client';
import { inTransaction } from '../ctx';
import { queryRows } from '../database';
import { migrate } from '../migrate';
import { type Migration, readMigrations } from '../migrations';
import { categories, sessions, settings, users } from '../schema';
import { type TestDatabase, postgresIsThere, testContext, withDatabase } from '../testing';
import { backupDatabase } from './backup-database';
import { ownTables } from './catalog';
import { readingOneMoment, writingAtOnce } from './copy-session';
import { verifyBackup } from './format';
import { restoreDatabase } from './restore-database';

vi.setConfig({ testTimeout: 60_000 });

const clock = fixedClock(new Date('2026-05-06T07:08:09Z'));

/** A table with every kind of column that Loam uses or may come to use, and references in a circle. */
const everyType: Migration = {
  tag: '9998_every_type',
  hash: 'x',
  statements: [
    `create table "every Type" (
       number bigint generated always as identity primary key, parent bigint references "every Type",
       raw bytea, flag boolean, small real, large double precision, exact numeric(30, 10), words text[], vector real[],
       document jsonb, day date, moment timestamptz, span interval, length int generated always as (octet_length(raw)) stored)`,
    `create index on "every Type" (moment)`,
  ],
};

const rows = `
  insert into "every Type" (parent, raw, flag, small, large, exact, words, vector, document, day, moment, span)
  select case when n > 1 then 1 + (n * 7) % 50 end, decode(md5(n::text), 'hex'), n % 3 = 0, n / 3.0::real, exp(n % 300), n / 7.0,
    array['a,b', 'quote " \\ ', null, E'tab\\t new\\nline', 'ü🌱'], array[n / 3.0, 'NaN', 'Infinity']::real[],
    jsonb_build_object('n', n, 'text', E'\\\\N \\t "x" \\n'), date '2020-02-29' + n, timestamptz '2026-01-01 00:00:00.123456+02' + n * interval '1 hour',
    n * interval '1 month 2 days 3.5 seconds'
  from generate_series(1, 5000) n`;

let folder = '';
let migrations: readonly Migration[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loam-backup-'));
  migrations = [...(await readMigrations()), everyType];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** All rows of all tables, as text, in an order of their own. */
async function contents(connection: Connection): Promise<Record<string, string[]>> {
  return readingOneMoment(connection, async (session) => {
    const found: Record<string, string[]> = {};
    for (const { name, columns } of await ownTables(session.run)) {
      const list = columns.map((column) => `"${column}"`).join(', ');
      found[name] = Buffer.from(await session.copyOut(`select ${list} from "${name}"`))
        .toString('utf8')
        .split('\n')
        .sort();
    }
    return found;
  });
}

async function fill({ connection, db }: TestDatabase): Promise<void> {
  await migrate(connection, migrations);
  await db.execute(sql.raw(rows));
  await db
    .insert(users)
    .values(Array.from({ length: 300 }, (_, i) => ({ id: `u${i}`, email: `u${i}@example.org`, name: `Ünï ${i}\t\\.\n` })));
  await db.insert(sessions).values({ id: 's', userId: 'u7', expiresAt: new Date('2027-01-01T00:00:00Z') });
  // One row far larger than a page, which the database keeps apart and compresses.
  await db.insert(settings).values({ key: 'large', value: Array.from({ length: 40_000 }, (_, i) => ({ i, text: `${i * 7919}` })) });
}

const pairs = [
  ['pglite', 'pglite'],
  ['pglite', 'postgres'],
  ['postgres', 'pglite'],
  ['postgres', 'postgres'],
] as const;

describe.each(pairs)('a backup of %s, restored into %s', (from, to) => {
  describe.skipIf([from, to].includes('postgres' as never) && !postgresIsThere())('', () => {
    const source = withDatabase(from);
    const target = withDatabase(to);
    let file = '';

    beforeAll(async () => {
      file = path.join(folder, `${from}-${to}.tar.gz`);
      await fill(source);
    });

    test('brings every row back', async () => {
      const summary = await backupDatabase(source.connection, { file, clock });
      expect(summary).toMatchObject({ file, rows: 5302, createdAt: clock.now(), bytes: (await stat(file)).size });
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readdir(folder)).filter((name) => name.endsWith('unfinished'))).toEqual([]);
      await migrate(target.connection, migrations);
      await target.db.insert(users).values({ id: 'other', email: 'other@example.org', name: 'goes away' });
      const restored = await restoreDatabase(target.connection, { file, migrations });
      expect(restored).toMatchObject({ migrated: [], createdAt: clock.now() });
      const [before, after] = [await contents(source.connection), await contents(target.connection)];
      expect(after).toEqual(before);
      expect(Object.values(after).flat().filter(Boolean)).toHaveLength(5302);
    });

    test('leaves references and numbering at work', async () => {
      await expect(target.db.execute(sql`insert into sessions (id, user_id, expires_at) values ('t', 'nobody', now())`)).rejects.toThrow();
      expect(await queryRows(target.db, sql`insert into "every Type" (parent) values (1) returning number::int`)).toEqual([
        { number: 5001 },
      ]);
      await expect(target.db.execute(sql`insert into "every Type" (parent) values (999999)`)).rejects.toThrow();
    });

    test('is brought up to date where it is older', async () => {
      const later: Migration = {
        tag: '9999_later',
        hash: 'y',
        statements: ['alter table users add column nickname text', `update users set nickname = upper(id)`],
      };
      const restored = await restoreDatabase(target.connection, { file, migrations: [...migrations, later] });
      expect(restored.migrated).toEqual(['9999_later']);
      expect(await queryRows(target.db, sql`select nickname from users where id = 'u12'`)).toEqual([{ nickname: 'U12' }]);
      expect(await migrate(target.connection, [...migrations, later])).toEqual([]);
      await expect(restoreDatabase(target.connection, { file, migrations: migrations.slice(0, 1) })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await queryRows(target.db, sql`select nickname from users where id = 'u12'`)).toEqual([{ nickname: 'U12' }]);
    });
  });
});

describe.each(['pglite', 'postgres'] as const)('while %s serves', (driver) => {
  describe.skipIf(driver === 'postgres' && !postgresIsThere())('', () => {
    const database = withDatabase(driver);
    const add = (id: string) =>
      inTransaction(testContext(database.db), ({ db }) =>
        db.insert(settings).values([
          { key: id, value: 1 },
          { key: `${id}-twin`, value: 1 },
        ]),
      );

    test('a backup sees whole transactions of one moment, and nothing waits for ever', async () => {
      await migrate(database.connection, migrations);
      await database.db.execute(sql.raw(rows));
      let going = true;
      let written = 0;
      const writing = (async () => {
        for (; going; written++) await add(`w${written}`);
      })();
      const file = path.join(folder, `serving-${driver}.tar.gz`);
      await backupDatabase(database.connection, { file, clock });
      going = false;
      await writing;
      await restoreDatabase(database.connection, { file, migrations });
      const kept = (await database.db.select({ key: settings.key }).from(settings)).map(({ key }) => key);
      const numbers = kept.filter((key) => !key.endsWith('twin')).map((key) => Number(key.slice(1)));
      expect(kept.length).toBe(2 * numbers.length);
      expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i));
      expect(written).toBeGreaterThan(0);
    });

    test('a restore that fails at its end changes nothing', async () => {
      const file = path.join(folder, `undone-${driver}.tar.gz`);
      await backupDatabase(database.connection, { file, clock });
      await add('after');
      const before = await contents(database.connection);
      const failing = restoreDatabase(database.connection, {
        file,
        migrations,
        afterwards: async (run) => {
          expect(await run(`select key from settings where key = 'after'`)).toEqual([]);
          throw new Error('at the end');
        },
      });
      await expect(failing).rejects.toThrow('at the end');
      expect(await contents(database.connection)).toEqual(before);
    });
  });
});

describe.skipIf(!postgresIsThere())('rows that PostgreSQL refuses', () => {
  const database = withDatabase('postgres');

  test('fail the transaction instead of waiting for ever', async () => {
    const copying = (rows: string) =>
      writingAtOnce(database.connection, ({ copyIn }) => copyIn('categories (id, name, slug)', Buffer.from(rows)));
    await expect(copying('a\tb\n')).rejects.toThrow();
    await expect(copying('a\tb\tc\na\tb\td\n')).rejects.toThrow();
    await copying('a\tb\tc\n');
    expect(await database.db.$count(categories)).toBe(1);
  });
});

describe('files that are no good backup', () => {
  const database = withDatabase('pglite');
  let good = '';

  beforeAll(async () => {
    good = path.join(folder, 'good.tar.gz');
    await database.db.insert(users).values({ id: 'kept', email: 'kept@example.org', name: 'kept' });
    await backupDatabase(database.connection, { file: good, clock });
  });

  const refused = async (name: string, bytes: Uint8Array): Promise<unknown> => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const error: unknown = await restoreDatabase(database.connection, { file }).catch((thrown: unknown) => thrown);
    expect(await database.db.$count(users, eq(users.id, 'kept'))).toBe(1);
    return error;
  };

  test('are refused with a reason, and nothing is lost', async () => {
    const bytes = await readFile(good);
    const tar = gunzipSync(bytes);
    const manifest = tar.subarray(512, 512 + 4096).toString('utf8');
    const flipped = Buffer.from(tar);
    flipped[tar.lastIndexOf('kept@example.org')] ^= 1;
    const newer = Buffer.from(tar);
    newer.write('9', tar.indexOf('"formatVersion": 1') + '"formatVersion": '.length);
    expect(manifest).toContain('loam-backup');
    expect(await refused('half', bytes.subarray(0, bytes.length >> 1))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('cut off') as string,
    });
    expect(await refused('no-end', gzipSync(tar.subarray(0, 4096)))).toMatchObject({ code: 'invalid_input' });
    expect(await refused('empty', new Uint8Array())).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('cut off') as string,
    });
    expect(await refused('text', Buffer.from('hello'))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('no backup') as string,
    });
    expect(await refused('other.gz', gzipSync('hello'.repeat(500)))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('no backup') as string,
    });
    expect(await refused('flipped', gzipSync(flipped))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('checksums') as string,
    });
    expect(await refused('newer', gzipSync(newer))).toMatchObject({ code: 'invalid_input' });
    await expect(restoreDatabase(database.connection, { file: path.join(folder, 'missing') })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a newer format is refused as such', async () => {
    const manifest = await verifyBackup(good);
    expect(manifest).toMatchObject({ format: 'loam-backup', formatVersion: 1, createdAt: clock.now().toISOString() });
    await expect(restoreDatabase(database.connection, { file: good, migrations: [] })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('files beside the database come along, and only into their folders', async () => {
    const root = await mkdtemp(path.join(folder, 'data-'));
    const folders = { root, names: ['models', 'documents'] };
    await mkdir(path.join(root, 'models/m1'), { recursive: true });
    await writeFile(path.join(root, 'models/m1/weights'), Buffer.alloc(300_000, 7));
    const file = path.join(folder, 'with-files.tar.gz');
    expect(await backupDatabase(database.connection, { file, clock, folders })).toMatchObject({ files: 1 });
    await writeFile(path.join(root, 'models/m1/weights'), 'changed');
    await writeFile(path.join(root, 'models/new'), 'later');
    await restoreDatabase(database.connection, { file, folders });
    expect(await readFile(path.join(root, 'models/m1/weights'))).toEqual(Buffer.alloc(300_000, 7));
    expect((await readdir(root)).sort()).toEqual(['documents', 'models']);
    expect(await readdir(path.join(root, 'models'))).toEqual(['m1']);
  });
});
