import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import type { RunPlace } from '../kind';

const textName = 'text.txt';

export function runsFolder(dataDir: string): string {
  return path.join(/* turbopackIgnore: true */ dataDir, 'runs');
}

export function placeOf(dataDir: string, runId: string): RunPlace {
  const folder = path.join(/* turbopackIgnore: true */ runsFolder(dataDir), runId);
  return { dataDir, input: path.join(folder, 'input'), work: path.join(folder, 'work') };
}

/** Places of estimates, which are gone once they are answered. */
export const estimatePrefix = 'estimate-';

/** Does what makes a run's folder and then its row, or removes the folder. */
export async function whileMaking<T>(place: RunPlace, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await removePlace(place);
    throw error;
  }
}

/** Makes the folders of a run, and puts the text or the files that it learns from into them. */
export async function furnish(place: RunPlace, text?: string, files: Readonly<Record<string, string>> = {}): Promise<void> {
  await mkdir(place.input, { recursive: true, mode: 0o700 });
  await mkdir(place.work, { recursive: true, mode: 0o700 });
  if (text !== undefined) await writeFile(textFile(place), text, { mode: 0o600 });
  for (const [name, content] of Object.entries(files))
    await writeFile(path.join(place.input, path.basename(name)), content, { mode: 0o600 });
}

export function textFile(place: RunPlace): string {
  return path.join(place.input, textName);
}

/** @throws LoamError `unprocessable` where the text of a run, or what it learns from instead, is gone */
export async function requireText(place: RunPlace): Promise<void> {
  if ((await readdir(place.input).catch(() => [])).some((name) => name !== textName)) return;
  await access(textFile(place)).catch((cause: unknown) => {
    throw new LoamError('unprocessable', 'The text that this run learns from is no longer there. Start a new run with the text.', {
      cause,
    });
  });
}

export async function removePlace(place: RunPlace): Promise<void> {
  await rm(path.dirname(place.work), { recursive: true, force: true });
}
