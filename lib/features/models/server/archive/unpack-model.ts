import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { LoamError } from '@/lib/core/errors';
import { ArchiveError, readTar, type TarEntry } from '@/lib/core/tar';

/** Bytes that an archive may hold unpacked. */
const mostBytes = 8 * 2 ** 30;

/**
 * Lays the files of a packed model folder out in a new folder, and returns where its manifest should be; whether they are a
 * model is for the caller to see.
 * @throws LoamError `invalid_input` for what is no archive, holds no manifest, or files outside its folder
 */
export async function unpackModel(archive: Readable, folder: string): Promise<string> {
  let bytes = 0;
  const unpacked = archive.pipe(createGunzip());
  archive.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const entry of readTar(unpacked)) {
      if (/(^|\/)\._|\/$/.test(entry.name) || entry.name === '.') continue;
      const name = entry.name.replace(/^(\.\/)+/, '');
      bytes += entry.size;
      if (bytes > mostBytes) throw new LoamError('too_large', `The archive holds more than ${mostBytes / 2 ** 30} GiB.`);
      await lay(entry, name, folder);
    }
  } catch (cause) {
    if (cause instanceof LoamError) throw cause;
    if (cause instanceof ArchiveError || (cause as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw new LoamError('invalid_input', 'This is no whole .tar.gz of a model folder. `loam models export` writes one.', {
        fields: { archive: 'No archive of a model' },
        cause,
      });
    throw cause;
  }
  return rootOf(folder);
}

/** The folder with the manifest: the archive's own, or the only one in it. */
async function rootOf(folder: string): Promise<string> {
  const inside = await readdir(folder, { withFileTypes: true });
  const [only, ...others] = inside;
  return others.length === 0 && only?.isDirectory() ? path.join(folder, only.name) : folder;
}

async function lay(entry: TarEntry, name: string, folder: string): Promise<void> {
  const segments = name.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || /[\\\0:]/.test(segment)))
    throw new LoamError('invalid_input', `The archive holds a file with the name ${JSON.stringify(name)}, which may not be.`, {
      fields: { archive: 'A file outside its folder' },
    });
  const target = path.join(/* turbopackIgnore: true */ folder, ...segments);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(entry.body, createWriteStream(target, { mode: 0o600 }));
}
