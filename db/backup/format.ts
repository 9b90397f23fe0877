import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Gunzip, createGunzip } from 'node:zlib';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { ArchiveError, type TarEntry, readTar } from '@/lib/core/tar';

/*
 * A backup is a gzipped tar archive:
 *   loam-backup.json           what it is, which schema it has, its tables and columns
 *   tables/<table>/<n>.copy    rows in PostgreSQL's COPY text format, a few megabytes each
 *   files/<folder>/…           files of the data folder that rows refer to
 *   end.json                   a checksum of every file before it
 */

export const formatVersion = 1;
export const manifestName = 'loam-backup.json';
export const endName = 'end.json';

export const manifestSchema = z.object({
  format: z.literal('loam-backup'),
  formatVersion: z.number().int(),
  /** ISO time. */
  createdAt: z.string(),
  /** Steps of the schema's history that the database had seen, oldest first. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** Folders of the data folder whose files are in it. */
  folders: z.array(z.string()),
});

export type BackupManifest = z.output<typeof manifestSchema>;

const endSchema = z.object({ entries: z.array(z.object({ name: z.string(), sha256: z.string() })) });

export type BackupEnd = z.output<typeof endSchema>;

/** The archive's files, decompressed on the way. Every way of being damaged is thrown as {@link LoamError}. */
export async function* backupEntries(file: string): AsyncGenerator<TarEntry> {
  const source = createReadStream(/* turbopackIgnore: true */ file);
  const gunzip: Gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const entry of readTar(gunzip as AsyncIterable<Uint8Array>)) yield { ...entry, body: explained(entry.body, file) };
  } catch (error) {
    throw explain(error, file);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/**
 * Reads a backup from end to end and returns what it says of itself. Throws `invalid_input` where it is
 * none, is cut off, or was changed.
 */
export async function verifyBackup(file: string): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined;
  const seen: BackupEnd['entries'] = [];
  for await (const entry of backupEntries(file)) {
    if (entry.name === endName) {
      const end = parse(endSchema, await text(entry), file);
      if (JSON.stringify(end.entries) !== JSON.stringify(seen)) throw damaged(file);
      if (!manifest) throw notABackup(file);
      return manifest;
    }
    if (seen.length === 0 && entry.name !== manifestName) throw notABackup(file);
    const hash = createHash('sha256');
    const parts: Uint8Array[] = [];
    for await (const part of entry.body) {
      hash.update(part);
      if (seen.length === 0) parts.push(part);
    }
    if (seen.length === 0) manifest = parse(manifestSchema, Buffer.concat(parts).toString('utf8'), file);
    seen.push({ name: entry.name, sha256: hash.digest('hex') });
  }
  throw cutOff(file);
}

export async function bytes(entry: TarEntry): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of entry.body) parts.push(part);
  return Buffer.concat(parts);
}

async function text(entry: TarEntry): Promise<string> {
  return Buffer.from(await bytes(entry)).toString('utf8');
}

function parse<Schema extends z.ZodType>(schema: Schema, source: string, file: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(source));
  } catch (error) {
    throw notABackup(file, error);
  }
}

async function* explained(body: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw explain(error, file);
  }
}

function explain(error: unknown, file: string): unknown {
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return new LoamError('not_found', `There is no file ${file}.`, { cause: error });
  if (code === 'Z_BUF_ERROR') return cutOff(file, error);
  if (code === 'Z_DATA_ERROR' || error instanceof ArchiveError) return notABackup(file, error);
  return error;
}

const untouched = 'The database was left as it is.';

function notABackup(file: string, cause?: unknown): LoamError {
  return new LoamError('invalid_input', `${file} is no backup that Loam made, or it is damaged. ${untouched}`, { cause });
}

function damaged(file: string): LoamError {
  return new LoamError('invalid_input', `${file} was changed after it was made: its checksums do not match. ${untouched}`);
}

function cutOff(file: string, cause?: unknown): LoamError {
  return new LoamError('invalid_input', `${file} is cut off: its end is missing. Copy it again from where it came. ${untouched}`, {
    cause,
  });
}
