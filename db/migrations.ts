import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { projectPath } from '@/lib/core/paths';

/** One step of the schema's history: db/migrations/<tag>.sql, in the order of the journal. */
export interface Migration {
  readonly tag: string;
  readonly statements: readonly string[];
  /** SHA-256 of the file, hex. */
  readonly hash: string;
}

interface Journal {
  readonly entries: readonly { readonly tag: string }[];
}

/** The schema's history, oldest first, as drizzle-kit wrote it. */
export async function readMigrations(folder = projectPath('db', 'migrations')): Promise<Migration[]> {
  const journal = JSON.parse(await readFile(`${folder}/meta/_journal.json`, 'utf8')) as Journal;
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const source = (await readFile(`${folder}/${tag}.sql`, 'utf8')).replaceAll('\r\n', '\n');
      const statements = source.split('--> statement-breakpoint').map((statement) => statement.trim());
      return {
        tag,
        statements: statements.filter((statement) => statement !== ''),
        hash: createHash('sha256').update(source).digest('hex'),
      };
    }),
  );
}
