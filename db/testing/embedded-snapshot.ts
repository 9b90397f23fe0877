import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { newId } from '@/lib/core/ids';
import { projectPath } from '@/lib/core/paths';
import { type EmbeddedConnection, connectEmbedded } from '../client';
import { migrate } from '../migrate';
import { readMigrations } from '../migrations';

/**
 * A fresh embedded database with the whole schema, in memory: a copy of one that was made once and is
 * kept for later runs, because making one takes seconds.
 */
export async function openEmbeddedCopy(): Promise<EmbeddedConnection> {
  return connectEmbedded(await PGlite.create({ loadDataDir: await snapshot() }));
}

/** The same in a data folder that has no database yet. The caller opens it. */
export async function placeEmbeddedCopy(dataDir: string): Promise<void> {
  const instance = await PGlite.create(path.join(dataDir, 'pg'), { loadDataDir: await snapshot() });
  await instance.close();
}

let loaded: Promise<Blob> | undefined;

function snapshot(): Promise<Blob> {
  return (loaded ??= readOrMakeSnapshot());
}

async function readOrMakeSnapshot(): Promise<Blob> {
  const migrations = await readMigrations();
  const { version } = JSON.parse(await readFile(projectPath('node_modules/@electric-sql/pglite/package.json'), 'utf8')) as {
    version: string;
  };
  const key = createHash('sha256')
    .update([version, ...migrations.map(({ hash }) => hash)].join(' '))
    .digest('hex');
  const folder = projectPath('node_modules/.cache/loam');
  const file = path.join(folder, `database-${key.slice(0, 16)}.tar`);
  try {
    return new Blob([await readFile(file)]);
  } catch {
    const original = await connectEmbedded(await PGlite.create());
    await migrate(original, migrations);
    const dump = await original.client.dumpDataDir('none');
    await original.close();
    await mkdir(folder, { recursive: true });
    // Test files start side by side: whoever comes last replaces the file as a whole.
    const unfinished = `${file}.${newId()}`;
    await writeFile(unfinished, new Uint8Array(await dump.arrayBuffer()));
    await rename(unfinished, file);
    return dump;
  }
}
