import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { readSafetensors, writeSafetensors } from '@/lib/ml/tensor/safetensors';
import { bytesOf, type NamedTensors } from '@/lib/ml/tensor/tensor';
import { packState, unpackState } from '@/lib/ml/train/state';
import type { TrainerState } from '@/lib/ml/train/trainer';

/** Where a run stands besides its tensors. */
export interface Progress {
  /** Names the specification: a checkpoint of another one is not continued. */
  readonly specHash: string;
  readonly bestLoss: number | null;
  readonly looksWithoutBest: number;
  /** Of training, over all processes. */
  readonly seconds: number;
  /** Of processor time. */
  readonly cpuSeconds: number;
}

const metaSchema = z.object({
  digest: z.string(),
  progress: z.object({
    specHash: z.string(),
    bestLoss: z.number().nullable(),
    looksWithoutBest: z.number(),
    seconds: z.number(),
    cpuSeconds: z.number().default(0),
  }),
  state: z.object({
    step: z.number(),
    slots: z.array(z.string()),
    rng: z.object({ seed: z.number(), words: z.tuple([z.number(), z.number(), z.number(), z.number()]) }),
    cursor: z.record(z.string(), z.number()),
  }),
});

const fileName = 'checkpoint.safetensors';

/**
 * Stores a whole training state as one file, written aside, flushed and renamed: whatever happens meanwhile
 * – a kill, a full disk – the older checkpoint or the new one is there, and whole.
 * @throws LoamError `unavailable` where it could not be written
 */
export async function saveCheckpoint(folder: string, state: TrainerState, progress: Progress, write = writeWhole): Promise<void> {
  const { tensors, meta } = packState(state);
  const content = JSON.stringify({ digest: digest(tensors), progress, state: meta });
  await replaceFile(path.join(folder, fileName), writeSafetensors(tensors, { metadata: { loam: content } }), write);
}

/**
 * The state that a run in this folder has reached; undefined where it has none.
 * @throws LoamError `conflict` for another run's checkpoint, `unprocessable` for a damaged one
 */
export async function loadCheckpoint(folder: string, specHash: string): Promise<{ state: TrainerState; progress: Progress } | undefined> {
  const file = await readFile(path.join(folder, fileName)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  const { tensors, metadata } = readSafetensors(file);
  const meta = metaSchema.safeParse(JSON.parse(metadata.loam ?? '{}'));
  if (!meta.success || meta.data.digest !== digest(tensors)) {
    throw new LoamError('unprocessable', `The checkpoint in ${folder} is damaged. Delete ${fileName} there to begin the run again.`);
  }
  if (meta.data.progress.specHash !== specHash) {
    throw new LoamError(
      'conflict',
      `The checkpoint in ${folder} belongs to a run with other settings or data. Choose another folder, or delete it.`,
    );
  }
  return { state: unpackState({ tensors, meta: meta.data.state }), progress: meta.data.progress };
}

export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(path.join(folder, fileName), { force: true });
}

/** Writes a file aside, flushes it and puts it in the old one's place. */
export async function replaceFile(file: string, bytes: Uint8Array, write = writeWhole): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await write(unfinished, bytes);
    await rename(unfinished, file);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new LoamError(
      'unavailable',
      `${file} could not be written (${(cause as NodeJS.ErrnoException).code ?? 'error'}): is the disk full? What was there before is untouched.`,
      { cause },
    );
  }
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** SHA-256 over names and bytes of tensors, in hex: what two runs compare. */
export function digest(tensors: NamedTensors): string {
  const hash = createHash('sha256');
  for (const name of [...tensors.keys()].sort()) hash.update(name).update(bytesOf(tensors.get(name)!));
  return hash.digest('hex');
}
