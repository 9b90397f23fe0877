import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, runProgram } from '..';
import type { Limits } from '../schemas';

afterAll(closeSandbox);
const sql = (code: string, limits?: Partial<Limits>) => runProgram({ language: 'sql', code, limits });

describe('an SQL program', () => {
  it('prints a table for each query', async () => {
    const result = await sql(`
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, height REAL);
INSERT INTO person (name, height) VALUES ('Ada', 1.65), ('Zoë 漢', NULL);
SELECT * FROM person ORDER BY id;
SELECT count(*) AS people, max(id) AS "last id" FROM person;
SELECT name FROM person WHERE id > 5;`);
    expect(result).toMatchObject({ status: 'ok', stderr: '' });
    expect(result.stdout).toBe(`id | name  | height
---+-------+-------
 1 | Ada   |   1.65
 2 | Zoë 漢 |   NULL
(2 rows)

people | last id
-------+--------
     2 |       2
(1 row)

name
----
(0 rows)
`);
  });

  it('writes large numbers, bytes and line breaks exactly', async () => {
    const result = await sql("SELECT 9007199254740993 AS n, x'00ff' AS b, 'a\nb' AS t");
    expect(result.stdout).toContain("9007199254740993 | x'00ff' | a\\nb");
  });

  it('may be empty, or a comment', async () => {
    expect(await sql('')).toMatchObject({ status: 'ok', stdout: '', stderr: '' });
    expect(await sql('-- nothing\n;')).toMatchObject({ status: 'ok', stdout: '', stderr: '' });
  });

  it('stops at the first statement that fails and says where it is', async () => {
    const result = await sql('SELECT 1 AS one;\n\n-- wrong\nSELECT * FROM nowhere;\nSELECT 2;');
    expect(result).toMatchObject({
      status: 'error',
      stdout: 'one\n---\n  1\n(1 row)\n',
      stderr: 'Error in the statement at line 4: no such table: nowhere\n',
    });
    expect((await sql('SELEC 1')).stderr).toBe('Error in the statement at line 1: near "SELEC": syntax error\n');
    expect((await sql('CREATE TABLE t (a CHECK (a > 0));\nINSERT INTO t VALUES (-1);')).stderr).toContain(
      'line 2: CHECK constraint failed',
    );
  });

  it.each([
    ["ATTACH DATABASE '/etc/passwd' AS other", 'ATTACH is refused'],
    ["SELECT 1;\n/* hidden */ -- so\n attach 'x' as y", 'ATTACH is refused'],
    ["VACUUM INTO '/tmp/copy.db'", 'VACUUM INTO is refused'],
    ["SELECT load_extension('/lib/x.so')", 'load_extension'],
  ])('is refused %s', async (code, reason) => {
    expect(await sql(code)).toMatchObject({ status: 'refused', stderr: expect.stringContaining(reason) });
  });

  it('is stopped at its limits', async () => {
    const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';
    expect((await sql(`${endless} SELECT count(*) FROM c`, { timeoutMs: 300 })).status).toBe('timeout');
    expect((await sql(`${endless} SELECT x FROM c`, { outputBytes: 20_000, timeoutMs: 20_000 })).status).toBe('output-limit');
    const hoard = `CREATE TABLE t (a); ${endless} INSERT INTO t SELECT randomblob(1000000) FROM c`;
    expect(await sql(hoard, { memoryBytes: 32 * 2 ** 20, timeoutMs: 20_000 })).toMatchObject({
      status: 'memory',
      stderr: expect.stringContaining('32 MB'),
    });
  });
});
