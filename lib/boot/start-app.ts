import type { Ctx } from '@/db/ctx';
import { backupDatabase } from '@/db/backup/backup-database';
import { restoreDatabase } from '@/db/backup/restore-database';
import { openDatabase, type Connection } from '@/db/client';
import { lockDataFolder } from '@/db/data-folder-lock';
import { migrate } from '@/db/migrate';
import { addressList } from '@/lib/core/address-list';
import { publishApp, withdrawApp, type AppSettings, type AppStorage, type ContextRequest } from '@/lib/core/app';
import type { Actor } from '@/lib/core/ctx';
import { isLoopback, type Env } from '@/lib/core/env';
import { newId, newSecret, newSeed } from '@/lib/core/ids';
import { createLog } from '@/lib/core/log';
import { createRng } from '@/lib/core/rng';
import { hasAccount, seedBuiltInUsers } from '@/lib/features/auth/server';
import { canBePulledAgain, projectAll } from '@/lib/features/models/server';
import { registerKinds, removeEstimates } from '@/lib/features/runs/server';
import { emptyQueue } from '@/lib/jobs/boss-tables';
import type { Role } from '@/lib/vocabulary/roles';
import { clockOf, refuseMovedClock } from './clock';
import { jobHandlers } from './job-handlers';
import { fixedSettings } from './fixed-settings';
import { kinds } from './kinds';
import { allOperations } from './operations';
import { lastingSecret } from './secrets';

export interface StartedApp {
  readonly connection: Connection;
  readonly settings: AppSettings;
  createContext(request: ContextRequest): Ctx;
  /** A context that acts for Loam itself, such as a job's or the command line's. */
  systemContext(name: string, signal?: AbortSignal): Ctx;
  /** Closes what was opened, in the opposite order. */
  stop(): Promise<void>;
}

/**
 * Opens everything that verbs need – the data folder's lock, the database, the secrets – and publishes
 * the app for the entry points of this process. On any failure all that was opened is closed again.
 */
export async function startApp(env: Env): Promise<StartedApp> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    withdrawApp();
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    refuseMovedClock(env);
    const lock = await lockDataFolder(env.LOAM_DATA_DIR);
    closers.push(() => lock.release());
    const connection = await openDatabase({ dataDir: env.LOAM_DATA_DIR, databaseUrl: env.DATABASE_URL });
    closers.push(() => connection.close());
    await migrate(connection);

    const log = createLog('loam');
    const clock = clockOf(env);
    if (env.LOAM_TEST_CLOCK) log.warn({ file: env.LOAM_TEST_CLOCK }, 'the clock follows a file: this server is for tests');
    const createContext = ({ actor, requestId, signal, address }: ContextRequest): Ctx => ({
      actor: actor as Actor<Role>,
      db: connection.db,
      clock,
      rng: createRng(newSeed()),
      log: log.child({ requestId }),
      requestId,
      signal,
      address,
    });
    const systemContext = (name: string, signal?: AbortSignal) =>
      createContext({ actor: { kind: 'system', name }, requestId: newId(), signal });
    await seedBuiltInUsers(systemContext('boot'));
    const needsSetupCode = !isLoopback(env.HOST) && !(await hasAccount(systemContext('boot')));
    const settings: AppSettings = {
      dataDir: env.LOAM_DATA_DIR,
      address: (env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
      localOnly: isLoopback(env.HOST),
      setupCode: needsSetupCode ? newSecret(9) : undefined,
      localToken: newSecret(),
      sessionSecret: env.NEXTAUTH_SECRET ?? (await lastingSecret(env.LOAM_DATA_DIR, 'session')),
      hub: { endpoint: env.HF_ENDPOINT, token: env.HF_TOKEN },
      isTrustedProxy: addressList(env.TRUSTED_PROXIES),
      fixed: fixedSettings(process.env),
    };
    const folders = { root: env.LOAM_DATA_DIR, names: ['models', 'runs'], leavesOut: canBePulledAgain };
    const storage: AppStorage = {
      backup: (file) => backupDatabase(connection, { file, clock, folders }),
      async restore(file) {
        const restored = await restoreDatabase(connection, { file, folders, afterwards: emptyQueue });
        await seedBuiltInUsers(systemContext('restore'));
        await projectAll(systemContext('restore'));
        return restored;
      },
    };
    registerKinds(kinds);
    publishApp<Ctx>({
      storage,
      createContext,
      operations: allOperations,
      jobDefinitions: jobHandlers.map(({ definition }) => definition),
      settings,
    });
    await projectAll(systemContext('boot'));
    await removeEstimates(env.LOAM_DATA_DIR);
    return { connection, settings, createContext, systemContext, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
