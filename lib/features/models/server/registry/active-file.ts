import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { newId } from '@/lib/core/ids';

const fileSchema = z.object({ versions: z.array(z.string()) });

/*
 * The rows say which version of a model is in use. Processes that cannot ask the database, such as a command beside a
 * server that holds it, read the same from a file, which every change of the rows writes anew.
 */

function fileOf(dataDir: string, name: string): string {
  return path.join(/* turbopackIgnore: true */ dataDir, 'models', name, 'active.json');
}

/** Versions of a model in the order in which they serve: the one in use, then those that were before. Empty where none is. */
export async function readActive(dataDir: string, name: string): Promise<readonly string[]> {
  const text = await readFile(/* turbopackIgnore: true */ fileOf(dataDir, name), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  try {
    return fileSchema.parse(JSON.parse(text)).versions;
  } catch {
    return [];
  }
}

/** Replaces the order, whole or not at all. */
export async function writeActive(dataDir: string, name: string, versions: readonly string[]): Promise<void> {
  const file = fileOf(dataDir, name);
  const draft = `${file}.${newId()}`;
  await mkdir(/* turbopackIgnore: true */ path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(/* turbopackIgnore: true */ draft, JSON.stringify({ versions }));
  await rename(draft, file);
}
