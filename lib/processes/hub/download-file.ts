import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import type { HubFile, HubSource, Pace } from './source';

export interface Download {
  readonly source: HubSource;
  readonly revision: string;
  readonly pace: Pace;
  readonly signal?: AbortSignal;
  /** How much of the file is there. */
  readonly onBytes?: (bytes: number) => void;
}

/** Connections in a row that may bring nothing before a pull gives up. */
const fruitlessConnections = 5;

const diskErrors = new Set<string | undefined>(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']);

/**
 * Fetches one file to `target`, going on from `target`.part where it lies there, and compares it with its checksum before it gets its
 * name. Returns its SHA-256. A connection that drops is taken up where it ended.
 * @throws LoamError `unprocessable` for another file than was announced, which is then removed; those of the source otherwise
 */
export async function downloadFile(file: HubFile, target: string, download: Download): Promise<string> {
  const { signal, onBytes } = download;
  const partial = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  if ((await bytesOf(target)) === file.bytes) {
    const done = await hashOf(target, file, signal);
    onBytes?.(file.bytes);
    if (done.matches()) return done.sha256();
  }
  await rm(target, { force: true });
  // What was left by another attempt may be another file's beginning: then everything is fetched once more.
  for (let attempt = (await bytesOf(partial)) > 0 ? 0 : 1; ; attempt++) {
    const hash = await fetchAll(file, partial, download);
    if (hash.matches()) {
      await rename(partial, target);
      return hash.sha256();
    }
    await rm(partial, { force: true });
    if (attempt > 0) {
      throw new LoamError(
        'unprocessable',
        `${file.name} from ${download.source.from} is not the file that was announced: its checksum differs. It was removed; nothing of it is used.`,
        { extra: { file: file.name, expected: file.checksum.hex } },
      );
    }
  }
}

async function fetchAll(file: HubFile, partial: string, { source, revision, pace, signal, onBytes }: Download): Promise<FileHash> {
  if ((await bytesOf(partial)) > file.bytes) await rm(partial, { force: true });
  let hash = await hashOf(partial, file, signal);
  for (let fruitless = 0; hash.bytes < file.bytes || file.bytes === 0;) {
    onBytes?.(hash.bytes);
    const before = hash.bytes;
    try {
      const { start, body } = await source.open(file.name, revision, before, signal);
      if (start < before) {
        await truncate(partial, start);
        hash = await hashOf(partial, file, signal);
      }
      await append(partial, body, (piece) => {
        signal?.throwIfAborted();
        hash.update(piece);
        if (hash.bytes > file.bytes) throw tooLong(file);
        onBytes?.(hash.bytes);
      });
    } catch (cause) {
      signal?.throwIfAborted();
      if (cause instanceof LoamError) {
        if (cause.code === 'unprocessable') await rm(partial, { force: true });
        throw cause;
      }
      const { code } = cause as NodeJS.ErrnoException;
      if (diskErrors.has(code))
        throw new LoamError('unprocessable', `${partial} cannot be written (${code}). Make room; the pull then goes on.`, { cause });
      // What was written may be less than what was hashed.
      hash = await hashOf(partial, file, signal);
      fruitless = hash.bytes > before ? 0 : fruitless + 1;
      if (fruitless >= fruitlessConnections) throw dropped(file, source, cause);
      if (fruitless > 0) await pace.wait(1000 * 2 ** fruitless, signal);
      continue;
    }
    if (file.bytes === 0) break;
    fruitless = hash.bytes > before ? 0 : fruitless + 1;
    if (fruitless >= fruitlessConnections) throw dropped(file, source);
  }
  return hash;
}

async function append(partial: string, body: AsyncIterable<Uint8Array>, hear: (piece: Uint8Array) => void): Promise<void> {
  const handle = await open(partial, 'a');
  try {
    for await (const piece of body) {
      hear(piece);
      await handle.writeFile(piece);
    }
  } finally {
    await handle.close();
  }
}

interface FileHash {
  readonly bytes: number;
  update(piece: Uint8Array): void;
  /** Once everything is in. */
  matches(): boolean;
  sha256(): string;
}

/** The hash of what lies there already. */
async function hashOf(existing: string, { bytes: whole, checksum }: HubFile, signal?: AbortSignal): Promise<FileHash> {
  const sha256 = createHash('sha256');
  const git: Hash | undefined = checksum.kind === 'git' ? createHash('sha1').update(`blob ${whole}\0`) : undefined;
  let bytes = 0;
  let digest: string | undefined;
  const hash: FileHash = {
    get bytes() {
      return bytes;
    },
    update(piece) {
      bytes += piece.byteLength;
      sha256.update(piece);
      git?.update(piece);
    },
    matches: () => bytes === whole && (git ? git.digest('hex') : hash.sha256()) === checksum.hex,
    sha256: () => (digest ??= sha256.digest('hex')),
  };
  if ((await bytesOf(existing)) > 0) for await (const piece of createReadStream(existing, { signal })) hash.update(piece as Buffer);
  return hash;
}

/** 0 where there is no such file. */
async function bytesOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.size ?? 0;
}

function tooLong({ name, bytes }: HubFile): LoamError {
  return new LoamError(
    'unprocessable',
    `${name} is longer than the ${bytes} bytes that were announced. It was removed; nothing of it is used.`,
  );
}

function dropped({ name }: HubFile, { from }: HubSource, cause?: unknown): LoamError {
  return new LoamError(
    'unavailable',
    `The connection to ${from} keeps dropping at ${name}. What has arrived is kept: pull again to go on.`,
    { cause },
  );
}
