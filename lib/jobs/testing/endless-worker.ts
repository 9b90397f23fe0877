import '@/db/testing/programs/end-with-parent';
import { openDatabase } from '@/db/client';
import { testContext } from '@/db/testing/test-context';
import { silentLog } from '@/lib/core/log';
import { handleJob } from '../define';
import { startWorker } from '../worker';
import { endless } from './test-jobs';

/** A worker process that begins a job, says so, and never ends it: to be killed. */
const [dataDir, databaseUrl] = process.argv.slice(2);
const connection = await openDatabase({ dataDir, databaseUrl });
const handler = handleJob(endless, async (_ctx, _input, job) => {
  job.progress(0.25, 'working');
  process.stdout.write(`${job.id} ${job.attempt}\n`);
  await new Promise(() => setInterval(() => {}, 60_000));
});
await startWorker({ connection, handlers: [handler], createContext: (parts) => testContext(connection.db, parts), log: silentLog() });
process.stdout.write('ready\n');
