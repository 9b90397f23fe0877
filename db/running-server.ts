import type { Clock } from '@/lib/core/clock';
import { systemClock } from '@/lib/core/clock';
import { dataFolderHolder } from './data-folder-lock';
import { type ServerFile, readServerFile } from './server-file';

/** The server that has the data folder now; undefined where none has or it does not listen yet. */
export async function runningServer(dataDir: string, clock: Clock = systemClock): Promise<ServerFile | undefined> {
  const [holder, server] = await Promise.all([dataFolderHolder(dataDir, clock), readServerFile(dataDir)]);
  return holder && server?.pid === holder.pid ? server : undefined;
}
