import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { newId } from '@/lib/core/ids';

const serverFileSchema = z.object({
  /** Where the server listens, without a slash at the end. */
  address: z.string(),
  pid: z.number().int(),
  /** Lets programs of the same user act as the system. */
  token: z.string(),
});

/** How programs on this machine reach the server that has the data folder. */
export type ServerFile = z.output<typeof serverFileSchema>;

/** Leaves the running server's address and local token in the data folder, readable by its user alone. */
export async function writeServerFile(dataDir: string, server: ServerFile): Promise<void> {
  const unfinished = `${serverFilePath(dataDir)}.${newId()}`;
  await writeFile(unfinished, `${JSON.stringify(server, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, serverFilePath(dataDir));
}

/**
 * What the last server left; undefined where there is nothing readable. A killed server leaves its file
 * behind: ask `dataFolderHolder` whether the process still has the folder.
 */
export async function readServerFile(dataDir: string): Promise<ServerFile | undefined> {
  try {
    return serverFileSchema.parse(JSON.parse(await readFile(serverFilePath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function removeServerFile(dataDir: string): Promise<void> {
  await rm(serverFilePath(dataDir), { force: true });
}

function serverFilePath(dataDir: string): string {
  return path.join(/* turbopackIgnore: true */ dataDir, 'server.json');
}
