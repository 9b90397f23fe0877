import { runningServer } from '@/db/running-server';
import type { ServerFile } from '@/db/server-file';
import { readEnv } from '@/lib/core/env';

export type { ServerFile as RunningServer } from '@/db/server-file';

/** The server that holds this data folder and listens; undefined where the folder is free. */
export function findServer(): Promise<ServerFile | undefined> {
  return runningServer(readEnv().LOAM_DATA_DIR);
}
