import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Gzip, createGzip } from 'node:zlib';
import type { Clock } from '@/lib/core/clock';
import type { Connection } from '../client';
import { quoted, ownTables } from './catalog';
import { type CopySession, readingOneMoment } from './copy-session';
import { type DataFolders, listFiles } from './data-folders';
import { type BackupEnd, type BackupManifest, endName, formatVersion, manifestName } from './format';
import { padding, tarEnd, tarHeader } from '@/lib/core/tar';

export interface BackupOptions {
  /** Where it goes. A file of that name is replaced once the new one is whole. */
  readonly file: string;
  readonly clock: Clock;
  /** Files beside the database that belong to it. */
  readonly folders?: DataFolders;
}

export interface BackupSummary {
  readonly file: string;
  /** Of the file. */
  readonly bytes: number;
  readonly createdAt: Date;
  readonly rows: number;
  readonly tables: number;
  readonly files: number;
}

/**
 * Writes the whole database, as it is at one moment, into one file that either kind of database can
 * restore. Others may go on meanwhile; on the embedded database their queries wait until it is done.
 */
export async function backupDatabase(connection: Connection, { file, clock, folders }: BackupOptions): Promise<BackupSummary> {
  const createdAt = clock.now();
  const unfinished = `${file}.unfinished`;
  const archive = new ArchiveWriter(unfinished);
  try {
    const { tables, rows } = await readingOneMoment(connection, (session) =>
      writeTables(archive, session, createdAt, folders?.names ?? []),
    );
    let files = 0;
    for (const found of folders ? await listFiles(folders) : []) {
      await archive.addFile(`files/${found.name}`, found.path);
      files++;
    }
    await archive.end();
    await rename(unfinished, file);
    return { file, bytes: (await stat(file)).size, createdAt, rows, tables, files };
  } catch (error) {
    archive.abandon();
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTables(
  archive: ArchiveWriter,
  session: CopySession,
  createdAt: Date,
  folders: readonly string[],
): Promise<{ tables: number; rows: number }> {
  const tables = await ownTables(session.run);
  const steps = (await session.run('select tag from schema_migrations order by position')) as { tag: string }[];
  const manifest = {
    format: 'loam-backup',
    formatVersion,
    createdAt: createdAt.toISOString(),
    migrations: steps.map(({ tag }) => tag),
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
    folders: [...folders],
  } satisfies BackupManifest;
  await archive.add(manifestName, Buffer.from(JSON.stringify(manifest, null, 2)));
  let rows = 0;
  for (const { name, columns } of tables) {
    let number = 0;
    for await (const chunk of tableChunks(session, name, columns)) {
      rows += countLines(chunk);
      await archive.add(`tables/${name}/${String(number++).padStart(6, '0')}.copy`, chunk);
    }
  }
  return { tables: tables.length, rows };
}

const smallChunk = 1 << 20;
const largeChunk = 8 << 20;

/** A table's rows by ranges of its pages: more at a time while they are small, one page where its rows are huge. */
async function* tableChunks(session: CopySession, table: string, columns: readonly string[]): AsyncGenerator<Uint8Array> {
  const [{ pages }] = (await session.run(
    `select (pg_relation_size('${quoted(table).replaceAll("'", "''")}') / current_setting('block_size')::int)::int as pages`,
  )) as { pages: number }[];
  const select = `select ${columns.map(quoted).join(', ')} from ${quoted(table)}`;
  let step = 1;
  for (let page = 0; page < pages;) {
    const chunk = await session.copyOut(`${select} where ctid >= '(${page},0)'::tid and ctid < '(${page + step},0)'::tid`);
    if (chunk.length > 0) yield chunk;
    page += step;
    if (chunk.length > largeChunk) step = 1;
    else if (chunk.length < smallChunk) step = Math.min(step * 2, 4096);
    // Lets the process answer somebody else between two statements.
    await nextTurn();
  }
}

function countLines(rows: Uint8Array): number {
  let lines = 0;
  for (let at = rows.indexOf(10); at !== -1; at = rows.indexOf(10, at + 1)) lines++;
  return lines;
}

class ArchiveWriter {
  #gzip: Gzip;
  #file;
  #written: BackupEnd['entries'] = [];

  constructor(path: string) {
    // Fast rather than small: on the embedded database everybody waits.
    this.#gzip = createGzip({ level: 2 });
    this.#file = createWriteStream(path, { mode: 0o600, flush: true });
    this.#file.on('error', (error) => this.#gzip.destroy(error));
    this.#gzip.pipe(this.#file);
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    this.#written.push({ name, sha256: createHash('sha256').update(content).digest('hex') });
    for (const part of [tarHeader(name, content.length), content, padding(content.length)]) await this.#write(part);
  }

  async addFile(name: string, path: string): Promise<void> {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    await this.#write(tarHeader(name, size));
    if (size > 0) {
      let read = 0;
      for await (const part of createReadStream(path, { end: size - 1 }) as AsyncIterable<Uint8Array>) {
        hash.update(part);
        read += part.length;
        await this.#write(part);
      }
      if (read !== size) throw new Error(`${path} became shorter while it was copied`);
    }
    await this.#write(padding(size));
    this.#written.push({ name, sha256: hash.digest('hex') });
  }

  async end(): Promise<void> {
    const content = Buffer.from(JSON.stringify({ entries: this.#written } satisfies BackupEnd));
    for (const part of [tarHeader(endName, content.length), content, padding(content.length), tarEnd()]) await this.#write(part);
    this.#gzip.end();
    await finished(this.#file);
  }

  abandon(): void {
    this.#gzip.destroy();
    this.#file.destroy();
  }

  async #write(part: Uint8Array): Promise<void> {
    if (part.length === 0) return;
    if (this.#gzip.errored) throw this.#gzip.errored;
    if (!this.#gzip.write(part)) await once(this.#gzip, 'drain');
  }
}
