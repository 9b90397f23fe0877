import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Prepared, RunPlace, Trained } from '../../kind';

const preparedSchema = z.object({
  dataSha256: z.string(),
  counts: z.record(z.string(), z.number()),
  estimate: z.object({ seconds: z.number(), bytes: z.number() }),
});
const trainedSchema = z.object({ sha256: z.string(), steps: z.number(), cpuSeconds: z.number() });

/*
 * What a run has behind it is noted in its folder, so that whoever takes it up begins with what is missing: rows of the
 * database may be others by then, but the run goes on with those that it prepared.
 */

export const notedPreparation = (place: RunPlace): Promise<Prepared | undefined> => read(place, 'prepared', preparedSchema);
export const notedTraining = (place: RunPlace): Promise<Trained | undefined> => read(place, 'trained', trainedSchema);
export const notePreparation = (place: RunPlace, prepared: Prepared): Promise<void> => write(place, 'prepared', prepared);
export const noteTraining = (place: RunPlace, trained: Trained): Promise<void> => write(place, 'trained', trained);

function fileOf(place: RunPlace, name: string): string {
  return path.join(/* turbopackIgnore: true */ place.work, `run-${name}.json`);
}

async function read<Schema extends z.ZodType>(place: RunPlace, name: string, schema: Schema): Promise<z.output<Schema> | undefined> {
  const text = await readFile(fileOf(place, name), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}

async function write(place: RunPlace, name: string, value: unknown): Promise<void> {
  const draft = `${fileOf(place, name)}.unfinished`;
  await writeFile(draft, JSON.stringify(value));
  await rename(draft, fileOf(place, name));
}
