import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { TarEntry } from '@/lib/core/tar';

/** Folders inside the data folder whose files rows refer to. */
export interface DataFolders {
  readonly root: string;
  /** Plain names, such as `models`. */
  readonly names: readonly string[];
  /** Whether a folder inside them, by its path, is left out of backups and stays where one is restored: what can be fetched again. */
  readonly leavesOut?: (folder: string) => Promise<boolean>;
}

export interface FoundFile {
  /** With slashes, from the root. */
  readonly name: string;
  readonly path: string;
}

/** All plain files in the folders but those that are left out, in order. Links are not followed. */
export async function listFiles({ root, names, leavesOut }: DataFolders): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const walk = async (name: string): Promise<void> => {
    const folder = path.join(/* turbopackIgnore: true */ root, name);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = `${name}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!(await leavesOut?.(path.join(/* turbopackIgnore: true */ root, inside)))) await walk(inside);
      } else if (entry.isFile()) found.push({ name: inside, path: path.join(/* turbopackIgnore: true */ root, inside) });
    }
  };
  for (const name of names) await walk(name);
  return found;
}

/**
 * Folders that are being restored: their files are laid out beside the present ones, and take their
 * place in one step each.
 */
export class IncomingFolders {
  readonly #staging: string;

  constructor(
    private readonly folders: DataFolders,
    /** Folders that the backup holds. */
    private readonly inBackup: readonly string[],
  ) {
    this.#staging = path.join(/* turbopackIgnore: true */ folders.root, `.restoring-${newId()}`);
  }

  /** Lays out one file; `name` is its name in the backup, behind `files/`. */
  async add(name: string, entry: TarEntry): Promise<void> {
    const segments = name.split('/');
    const sound = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..' && !/[\\\0:]/.test(segment));
    if (!sound || segments.length < 2 || !this.inBackup.includes(segments[0])) {
      throw new LoamError(
        'invalid_input',
        `The backup holds a file with the name ${JSON.stringify(name)}, which may not be. The database was left as it is.`,
      );
    }
    const target = path.join(/* turbopackIgnore: true */ this.#staging, ...segments);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await pipeline(entry.body, createWriteStream(target, { mode: 0o600 }));
  }

  /** Puts the laid-out folders into place of those that the backup held. */
  async replace(): Promise<void> {
    const { root, names } = this.folders;
    for (const name of names.filter((known) => this.inBackup.includes(known))) {
      const present = path.join(/* turbopackIgnore: true */ root, name);
      const incoming = path.join(/* turbopackIgnore: true */ this.#staging, name);
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      await rename(present, `${incoming}.replaced`).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await rename(incoming, present);
      await this.#keepLeftOut(`${incoming}.replaced`, present);
    }
    await this.discard();
  }

  /** Moves what no backup holds from a folder that was replaced into the one that took its place. */
  async #keepLeftOut(from: string, to: string): Promise<void> {
    const { leavesOut } = this.folders;
    if (!leavesOut) return;
    for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isDirectory()) continue;
      const [before, now] = [path.join(from, entry.name), path.join(to, entry.name)];
      if (await leavesOut(before)) {
        await mkdir(to, { recursive: true, mode: 0o700 });
        // What the backup brought is not overwritten.
        await rename(before, now).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
        });
      } else await this.#keepLeftOut(before, now);
    }
  }

  async discard(): Promise<void> {
    await rm(this.#staging, { recursive: true, force: true });
  }
}
