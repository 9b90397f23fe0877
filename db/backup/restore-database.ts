import { setImmediate as nextTurn } from 'node:timers/promises';
import { LoamError } from '@/lib/core/errors';
import type { Connection } from '../client';
import type { RunSql } from '../database';
import { applyMigrations } from '../migrate';
import { type Migration, readMigrations } from '../migrations';
import { continueSequences, dropEverything, dropReferences, ownTables, quoted } from './catalog';
import { writingAtOnce } from './copy-session';
import { type DataFolders, IncomingFolders } from './data-folders';
import { type BackupManifest, backupEntries, bytes, formatVersion, verifyBackup } from './format';

export interface RestoreOptions {
  readonly file: string;
  /** Folders of the data folder that are replaced by the backup's. */
  readonly folders?: DataFolders;
  /** Runs within the same transaction once the rows are back; the queue empties itself here. */
  readonly afterwards?: (run: RunSql) => Promise<void>;
  /** The schema's history; the project's own unless said. */
  readonly migrations?: readonly Migration[];
}

export interface RestoreSummary {
  /** When the backup was made. */
  readonly createdAt: Date;
  readonly tables: number;
  /** Steps that brought an older backup up to date. */
  readonly migrated: readonly string[];
}

const lockWait = `set local lock_timeout = '30s'`;

/**
 * Replaces all rows by those of a backup, in one transaction: whoever asks meanwhile waits and then sees
 * all of it, and where anything fails nothing has changed. A backup of an older schema is brought up to
 * date. Throws `invalid_input` for a file that is no whole backup, `conflict` for one of a newer Loam.
 */
export async function restoreDatabase(connection: Connection, options: RestoreOptions): Promise<RestoreSummary> {
  const { file, folders, afterwards } = options;
  const steps = options.migrations ?? (await readMigrations());
  const manifest = await verifyBackup(file);
  refuseNewer(manifest, steps);
  const incoming = folders && new IncomingFolders(folders, manifest.folders);
  try {
    const migrated = await writingAtOnce(connection, async ({ run, copyIn }) => {
      await run(lockWait);
      const putReferencesBack = await emptyTables(run, manifest, steps);
      const targets = new Map(manifest.tables.map(({ name, columns }) => [name, `${quoted(name)} (${columns.map(quoted).join(', ')})`]));
      for await (const entry of backupEntries(file)) {
        const [kind, table] = entry.name.split('/');
        const target = targets.get(table);
        if (kind === 'tables' && target) await copyIn(target, await bytes(entry));
        else if (kind === 'files') await incoming?.add(entry.name.slice('files/'.length), entry);
        await nextTurn();
      }
      await putReferencesBack();
      await continueSequences(run);
      const migrated = await applyMigrations(run, steps);
      await afterwards?.(run);
      return migrated;
    });
    await incoming?.replace();
    return { createdAt: new Date(manifest.createdAt), tables: manifest.tables.length, migrated };
  } finally {
    await incoming?.discard();
  }
}

/** Makes the tables as they were when the backup was made, and empty. */
async function emptyTables(run: RunSql, manifest: BackupManifest, steps: readonly Migration[]): Promise<() => Promise<void>> {
  const present = await ownTables(run);
  if (present.length > 0) await run(`lock table ${present.map(({ name }) => quoted(name)).join(', ')} in access exclusive mode`);
  if (manifest.migrations.length === steps.length && sameTables(present, manifest.tables)) {
    const putReferencesBack = await dropReferences(run);
    await run(`truncate ${present.map(({ name }) => quoted(name)).join(', ')}`);
    return putReferencesBack;
  }
  await dropEverything(run);
  await applyMigrations(
    run,
    steps.filter(({ tag }) => manifest.migrations.includes(tag)),
  );
  if (!sameTables(await ownTables(run), manifest.tables)) {
    throw new LoamError('invalid_input', 'The tables in this backup are not those of its version. The database was left as it is.');
  }
  return dropReferences(run);
}

function sameTables(a: readonly { name: string; columns: readonly string[] }[], b: typeof a): boolean {
  const text = (tables: typeof a): string => JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]));
  return text(a) === text(b);
}

function refuseNewer(manifest: BackupManifest, steps: readonly Migration[]): void {
  const known = new Set(steps.map(({ tag }) => tag));
  const unknown = manifest.migrations.filter((tag) => !known.has(tag));
  if (manifest.formatVersion > formatVersion || unknown.length > 0) {
    throw new LoamError(
      'conflict',
      'This backup was made by a newer Loam than this one. Update Loam, then restore it. The database was left as it is.',
      { extra: { unknownSteps: unknown, formatVersion: manifest.formatVersion } },
    );
  }
}
