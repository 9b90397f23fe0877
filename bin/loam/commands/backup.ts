import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readEnv } from '@/lib/core/env';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { systemContract } from '@/lib/features/system/contract';
import type { LoamCommand } from '../command';
import { runOperation } from './operations';

interface Backup {
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly tables: number;
}

export const backupCommand: LoamCommand = {
  words: ['backup'],
  summary: 'Write everything but pulled models into one file, while a server runs or without one.',
  input: z.object({ file: z.string().min(1).optional().describe('Where a copy goes; without it the file stays in the data folder') }),
  async run(input) {
    const { file } = input as { file?: string };
    const made = (await runOperation(systemContract.createBackup, {})) as Backup;
    if (!file) return made;
    await copyFile(made.file, file).catch((cause: NodeJS.ErrnoException) => {
      throw new LoamError('unavailable', `The backup lies in ${made.file}, but could not be copied to ${file} (${cause.code}).`, { cause });
    });
    await rm(made.file);
    return { ...made, file: path.resolve(file) };
  },
  show(result) {
    const { file, bytes, rows, tables } = result as Backup;
    return `${file}: ${rows} rows of ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB`;
  },
};

export const restoreCommand: LoamCommand = {
  words: ['restore'],
  positional: ['file'],
  summary: 'Replace everything by what a backup holds, while a server runs or without one.',
  input: z.object({ file: z.string().min(1) }),
  async run(input) {
    const { file } = input as { file: string };
    const folder = path.join(readEnv().LOAM_DATA_DIR, 'backups');
    const name = `restore-${newId()}.tar.gz`;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await copyFile(file, path.join(folder, name)).catch((cause: NodeJS.ErrnoException) => {
      throw new LoamError('not_found', `${file} cannot be read (${cause.code}).`, { cause });
    });
    try {
      return { ...((await runOperation(systemContract.restoreBackup, { name })) as object), name: path.basename(file) };
    } finally {
      await rm(path.join(folder, name), { force: true });
    }
  },
  show(result) {
    const { madeAt, tables } = result as { madeAt: string; tables: number };
    return `Restored ${tables} tables as they were at ${madeAt}`;
  },
};
