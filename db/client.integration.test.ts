import { eq, sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { inTransaction, isUniqueViolation, queryRows, sqlState } from './ctx';
import { settings, users } from './schema';
import { bytes } from './schema/columns';
import { describeDatabases } from './testing';
import { OutsideTransactionError, outsideTransactions } from './transaction-watchdog';

const person = (id: string) => ({ id, email: `${id}@example.org`, name: id });

describeDatabases('a database', (database) => {
  test('rows come back as they went in', async () => {
    const value = { text: 'naïve 🌱 "quoted" \\ ', list: [1, null, true], nested: { deep: 0.1 } };
    const updatedAt = new Date('2026-02-03T04:05:06.789Z');
    await database.db.insert(settings).values({ key: 'k', value, updatedAt });
    expect(await database.db.select().from(settings)).toEqual([{ key: 'k', value, updatedAt }]);
    expect(await database.db.query.settings.findFirst({ where: eq(settings.key, 'k') })).toMatchObject({ value });
  });

  test('bytes come back as they went in', async () => {
    const blobs = pgTable('blobs', { id: integer('id').primaryKey(), content: bytes('content').notNull() });
    await database.db.execute(sql`create table blobs (id integer primary key, content bytea not null)`);
    const whole = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
    const written = [new Uint8Array(), whole, whole.subarray(100, 200)].map((content, id) => ({ id, content }));
    await database.db.insert(blobs).values(written);
    expect(await database.db.select().from(blobs).orderBy(blobs.id)).toEqual(written);
    await database.db.execute(sql`drop table blobs`);
  });

  test('raw SQL answers alike', async () => {
    expect(await queryRows(database.db, sql`select 1 + ${2}::int as sum, 'a' as letter`)).toEqual([{ sum: 3, letter: 'a' }]);
  });

  test('an email counts once, whatever its case', async () => {
    await database.db.insert(users).values(person('ada'));
    const again = database.db.insert(users).values({ ...person('other'), email: 'ADA@example.org' });
    const error: unknown = await again.catch((thrown: unknown) => thrown);
    expect(sqlState(error)).toBe('23505');
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'users_email_unique')).toBe(true);
    expect(isUniqueViolation(error, 'users_pkey')).toBe(false);
    expect(isUniqueViolation(new Error('other'))).toBe(false);
  });

  test('a transaction that throws leaves nothing behind', async () => {
    const failing = inTransaction(database.ctx(), async (ctx) => {
      await ctx.db.insert(users).values(person('ghost'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.db.$count(users, eq(users.id, 'ghost'))).toBe(0);
  });

  test('a transaction within a transaction is undone alone', async () => {
    await inTransaction(database.ctx(), async (ctx) => {
      await ctx.db.insert(users).values(person('outer'));
      const inner = inTransaction(ctx, async (ctx) => {
        await ctx.db.insert(users).values(person('inner'));
        throw new Error('no');
      });
      await expect(inner).rejects.toThrow('no');
      await ctx.db.insert(users).values(person('after'));
    });
    const ids = await database.db
      .select({ id: users.id })
      .from(users)
      .where(sql`${users.id} in ('outer', 'inner', 'after')`)
      .orderBy(users.id);
    expect(ids).toEqual([{ id: 'after' }, { id: 'outer' }]);
  });

  test('a query past the open transaction is refused, and the database goes on', async () => {
    const { db } = database;
    const failing = inTransaction(database.ctx(), async (ctx) => {
      await ctx.db.insert(users).values(person('lost'));
      await db.select().from(users);
    });
    const error: unknown = await failing.catch((thrown: unknown) => thrown);
    expect([error, (error as Error).cause].some((thrown) => thrown instanceof OutsideTransactionError)).toBe(true);
    await expect(inTransaction(database.ctx(), () => db.transaction(async () => 1))).rejects.toBeInstanceOf(OutsideTransactionError);
    expect(await db.$count(users, eq(users.id, 'lost'))).toBe(0);
  });

  test('work that outlives its transaction may use the database again', async () => {
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const later = await inTransaction(database.ctx(), async () => ({ counted: begun.then(() => database.db.$count(settings)) }));
    begin();
    expect(await later.counted).toBe(1);
  });

  test('work that is declared to stand outside may run beside a transaction', async () => {
    const outside = await inTransaction(database.ctx(), async () => ({
      counted: outsideTransactions(() => database.db.$count(settings).then()),
    }));
    expect(await outside.counted).toBe(1);
  });

  test('two transactions at once both finish', async () => {
    const insert = (id: string) => inTransaction(database.ctx(), (ctx) => ctx.db.insert(users).values(person(id)));
    await Promise.all(['p', 'q', 'r'].map(insert));
    expect(await database.db.$count(users, sql`${users.id} in ('p', 'q', 'r')`)).toBe(3);
  });

  test('a long loop of queries lets timers run', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const began = performance.now();
    await inTransaction(database.ctx(), async ({ db }) => {
      while (performance.now() - began < 300) await db.$count(settings);
    });
    while (performance.now() - began < 600) await database.db.$count(settings);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(2);
  });

  test('what belongs to a person vanishes with the person', async () => {
    await database.db.execute(sql`insert into sessions (id, user_id, expires_at) values ('s', 'p', now())`);
    await database.db.delete(users).where(eq(users.id, 'p'));
    expect(await queryRows(database.db, sql`select * from sessions`)).toEqual([]);
  });
});
