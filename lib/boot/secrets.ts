import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSecret } from '@/lib/core/ids';

/**
 * A secret that outlives the process: read from the data folder, or made there on first use (mode 0600;
 * of two processes that make it at once one wins and both read the same).
 */
export async function lastingSecret(dataDir: string, name: string): Promise<string> {
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'secrets');
  const file = path.join(/* turbopackIgnore: true */ folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(file, newSecret(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
