import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId, newSecret } from '@/lib/core/ids';

/**
 * A secret that outlives the process: read from the data folder, or made there on first use (mode 0600; of two processes that
 * make it at once one wins and both read the same). It is there whole or not at all: an empty one would sign for anybody.
 */
export async function lastingSecret(dataDir: string, name: string): Promise<string> {
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'secrets');
  const file = path.join(/* turbopackIgnore: true */ folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const kept = await readFile(file, 'utf8').catch(unlessMissing);
    if (kept) return kept;
    // What a power cut left of one.
    if (kept === '') await rm(file, { force: true });
    const unfinished = `${file}.${newId()}`;
    try {
      await writeFile(unfinished, newSecret(), { mode: 0o600 });
      await link(unfinished, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(unfinished, { force: true });
    }
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
