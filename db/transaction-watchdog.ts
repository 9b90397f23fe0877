import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Sql } from 'postgres';
import { singleton } from '@/lib/core/singleton';
import { fairly } from './fair-turns';

interface OpenTransaction {
  open: boolean;
}

// One for all copies of this module: a route's bundle must see the transactions on a client that another bundle opened.
const current = singleton('transaction-watchdog', () => new AsyncLocalStorage<Map<object, OpenTransaction>>());

/** A query went past the transaction that its caller had opened. Always a defect of the calling code. */
export class OutsideTransactionError extends Error {
  constructor() {
    super(
      'A query used the root database inside a transaction. On the embedded database it would wait for ever; ' +
        'elsewhere it would not see the transaction. Pass on the context that inTransaction() gave you and use its db.',
    );
    this.name = 'OutsideTransactionError';
  }
}

/** Throws {@link OutsideTransactionError} where the caller has a transaction open on this client. */
function refuseInside(client: object): void {
  if (current.getStore()?.get(client)?.open) throw new OutsideTransactionError();
}

async function whileOpen<T>(client: object, run: () => Promise<T>): Promise<T> {
  const transaction = { open: true };
  try {
    return await current.run(new Map([...(current.getStore() ?? []), [client, transaction]]), run);
  } finally {
    // Timers and listeners that were made inside keep this context for as long as they live.
    transaction.open = false;
  }
}

/**
 * Leaves the transaction's context: for work that starts now but does not belong to the caller's
 * transaction, such as a background loop.
 */
export function outsideTransactions<T>(run: () => T): T {
  return current.exit(run);
}

const embeddedQueries = new Set(['query', 'sql', 'exec', 'describeQuery', 'listen', 'dumpDataDir', 'close', 'syncToFs', 'runExclusive']);

/**
 * The same client, which throws instead of waiting for ever when it is used past an open transaction,
 * and lets others have their turn between its answers.
 */
export function watchEmbedded(client: PGlite): PGlite {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (key === 'transaction') {
        const transaction: PGlite['transaction'] = (callback) => {
          refuseInside(target);
          return fairly(target.transaction((inner) => whileOpen(target, () => callback(takingTurns(inner)))));
        };
        return transaction;
      }
      const call = value as (...args: unknown[]) => unknown;
      if (!embeddedQueries.has(String(key))) return call.bind(target);
      return (...args: unknown[]) => {
        refuseInside(target);
        return fairly(call.apply(target, args) as Promise<unknown>);
      };
    },
  });
}

function takingTurns(transaction: Transaction): Transaction {
  return new Proxy(transaction, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== 'query' && key !== 'exec' && key !== 'sql') return value;
      const call = value as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => fairly(call.apply(target, args));
    },
  });
}

/** The same client, which throws when it is used past an open transaction: what works here works embedded, too. */
export function watchPostgres(client: Sql): Sql {
  return new Proxy(client, {
    apply(target, self, args) {
      refuseInside(target);
      return Reflect.apply(target, self, args) as unknown;
    },
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key === 'begin') {
        return async (...args: unknown[]) => {
          refuseInside(target);
          const callback = args.at(-1) as (transaction: unknown) => Promise<unknown>;
          const begin = value as (...args: unknown[]) => Promise<unknown>;
          return begin(...args.slice(0, -1), (transaction: unknown) => whileOpen(target, () => callback(transaction)));
        };
      }
      if (key === 'unsafe') {
        return (...args: unknown[]) => {
          refuseInside(target);
          return (value as (...args: unknown[]) => unknown)(...args);
        };
      }
      return value;
    },
  });
}
