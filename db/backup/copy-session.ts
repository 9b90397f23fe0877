import type { Transaction } from '@electric-sql/pglite';
import type { TransactionSql } from 'postgres';
import type { Connection } from '../client';
import type { RunSql } from '../database';

/** A transaction that moves whole tables, on either driver. */
export interface CopySession {
  readonly run: RunSql;
  /** The rows of a query in COPY's text format. */
  copyOut(select: string): Promise<Uint8Array>;
  /** Adds rows in COPY's text format to a table; `target` is its name with its columns, quoted. */
  copyIn(target: string, rows: Uint8Array): Promise<void>;
}

/** How values are written, whatever the server's own habits. */
const habits = [
  `set local datestyle = 'ISO, YMD'`,
  `set local intervalstyle = 'postgres'`,
  `set local bytea_output = 'hex'`,
  `set local timezone = 'UTC'`,
];

/** Runs `work` in a transaction that sees one moment of the database and changes nothing. */
export function readingOneMoment<T>(connection: Connection, work: (session: CopySession) => Promise<T>): Promise<T> {
  return inSession(connection, ['set transaction isolation level repeatable read read only', ...habits], work);
}

/** Runs `work` in a transaction. */
export function writingAtOnce<T>(connection: Connection, work: (session: CopySession) => Promise<T>): Promise<T> {
  return inSession(connection, habits, work);
}

async function inSession<T>(connection: Connection, opening: readonly string[], work: (session: CopySession) => Promise<T>): Promise<T> {
  const opened = async (session: CopySession): Promise<T> => {
    for (const statement of opening) await session.run(statement);
    return work(session);
  };
  if (connection.driver === 'pglite') return connection.client.transaction((transaction) => opened(embeddedSession(transaction)));
  const box: { value?: T } = {};
  await connection.client.begin(async (transaction) => {
    box.value = await opened(postgresSession(transaction));
  });
  return box.value as T;
}

function embeddedSession(transaction: Transaction): CopySession {
  return {
    run: async (statement) => (await transaction.query<Record<string, unknown>>(statement)).rows,
    async copyOut(select) {
      const { blob } = await transaction.query(`copy (${select}) to '/dev/blob'`);
      return blob ? new Uint8Array(await blob.arrayBuffer()) : new Uint8Array();
    },
    async copyIn(target, rows) {
      await transaction.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([rows as Uint8Array<ArrayBuffer>]) });
    },
  };
}

function postgresSession(transaction: TransactionSql): CopySession {
  return {
    run: async (statement) => [...(await transaction.unsafe(statement))],
    async copyOut(select) {
      const stream = await transaction.unsafe(`copy (${select}) to stdout`).readable();
      const parts: Uint8Array[] = [];
      for await (const part of stream) parts.push(part as Uint8Array);
      // The driver pauses its connection for a slow reader and forgets to go on where the rows end meanwhile.
      stream._read(0);
      return Buffer.concat(parts);
    },
    async copyIn(target, rows) {
      const stream = await transaction.unsafe(`copy ${target} from stdin`).writable();
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject);
        stream.once('finish', resolve);
        stream.write(rows, () => {
          stream.end();
          // The driver never ends a stream whose rows the server refused; but then the next statement fails.
          setImmediate(() => void transaction.unsafe('select').catch(reject));
        });
      });
    },
  };
}
