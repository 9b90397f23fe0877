import '@/db/testing/programs/end-with-parent';
import { desc } from 'drizzle-orm';
import { openDatabase } from '@/db/client';
import { lockDataFolder } from '@/db/data-folder-lock';
import { trainingRuns } from '@/db/schema';
import { testContext } from '@/db/testing/test-context';
import { silentLog } from '@/lib/core/log';
import { pause } from '@/lib/core/pause';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { startWorker } from '@/lib/jobs/worker';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { registerKinds } from '@/lib/features/runs/server';
import { trainingRunHandler } from '@/lib/features/runs/server/training-run.handler';
import { countingKind } from '@/lib/features/runs/testing/counting-kind';
import { tinyDecoderKind } from '@/lib/features/runs/testing/tiny-decoder-kind';

/** Usage: run-worker.ts DATA_FOLDER counting|decoder – does the runs of a data folder; says `step N` as the latest goes, and how it ended. */
const [dataDir, kind] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await lockDataFolder(dataDir);
const connection = await openDatabase({ dataDir });
publishTestApp({ dataDir });
registerKinds([kind === 'decoder' ? tinyDecoderKind : countingKind]);
const worker = await startWorker({
  connection,
  handlers: [trainingRunHandler],
  createContext: (parts) => testContext(connection.db, parts),
  log: silentLog(),
});
say('ready');
for (let last = -1; ; await pause(25)) {
  const [run] = await connection.db.select().from(trainingRuns).orderBy(desc(trainingRuns.createdAt)).limit(1);
  if (!run) continue;
  if (run.step !== last) say(`step ${(last = run.step)}`);
  if (isFinalRunState(run.state)) break;
}
say('ended');
await worker.stop();
await connection.close();
process.exit(0);
