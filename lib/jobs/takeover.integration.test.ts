import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Connection, openDatabase } from '@/db/client';
import { placeEmbeddedCopy, postgresIsThere, testContext, withDatabase } from '@/db/testing';
import { startProgram } from '@/db/testing/child-program';
import { silentLog } from '@/lib/core/log';
import { prepareQueues } from './boss';
import { handleJob } from './define';
import { enqueue } from './queue';
import { readJob, untilFinished } from './read';
import { endless } from './testing/test-jobs';
import { type Worker, startWorker } from './worker';

const program = 'lib/jobs/testing/endless-worker.ts';

const startFinishing = (connection: Connection): Promise<Worker> =>
  startWorker({
    connection,
    handlers: [handleJob(endless, async (_ctx, _input, job) => ({ attempt: job.attempt }))],
    createContext: (parts) => testContext(connection.db, parts),
    log: silentLog(),
  });

describe.skipIf(!postgresIsThere())('a worker that was killed (PostgreSQL)', () => {
  const database = withDatabase('postgres');

  test('loses its job to another within 15 seconds', async () => {
    const { connection } = database;
    if (connection.driver !== 'postgres') throw new Error('not PostgreSQL');
    await prepareQueues(connection, [endless]);
    const first = startProgram(program, ['', connection.url]);
    await first.line((line) => line === 'ready');
    const id = await enqueue(database.ctx(), endless, {});
    await first.line((line) => line === `${id} 1`);
    const second = await startFinishing(connection);
    await first.kill();
    const killed = performance.now();
    expect(await untilFinished(database.ctx(), id, { timeoutMs: 20_000 })).toMatchObject({ state: 'succeeded', result: { attempt: 2 } });
    expect(performance.now() - killed).toBeLessThan(15_000);
    await second.stop();
  });
});

test('a server that was killed goes on with its job when it starts again (embedded)', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'loam-restart-'));
  await placeEmbeddedCopy(dataDir);
  let connection = await openDatabase({ dataDir });
  await prepareQueues(connection, [endless]);
  const id = await enqueue(testContext(connection.db), endless, {});
  await connection.close();
  const server = startProgram(program, [dataDir]);
  await server.line((line) => line === `${id} 1`);
  await server.kill();

  connection = await openDatabase({ dataDir });
  expect(await readJob(testContext(connection.db), id)).toMatchObject({ state: 'running', attempt: 1 });
  const restarted = performance.now();
  const worker = await startFinishing(connection);
  expect(await untilFinished(testContext(connection.db), id, { timeoutMs: 20_000 })).toMatchObject({
    state: 'succeeded',
    result: { attempt: 2 },
  });
  expect(performance.now() - restarted).toBeLessThan(5_000);
  await worker.stop();
  await connection.close();
  await rm(dataDir, { recursive: true, force: true });
});
