import { removeServerFile, writeServerFile } from '@/db/server-file';
import { readEnv } from '@/lib/core/env';
import { createLog } from '@/lib/core/log';
import { markPeers } from '@/lib/entry/peer';
import { startWorker } from '@/lib/jobs/worker';
import { singleton } from '@/lib/core/singleton';
import { jobHandlers } from './job-handlers';
import { setStandingSchedules } from './standing-schedules';
import { startApp, type StartedApp } from './start-app';

/**
 * Makes this process the server of its data folder: app, background worker, and the file that tells the
 * command line where it listens. Called once per process; a second call gets the same start.
 */
export function serve(): Promise<StartedApp> {
  return singleton('server', startServer);
}

async function startServer(): Promise<StartedApp> {
  markPeers();
  const env = readEnv();
  const app = await startApp(env);
  const { settings } = app;
  // next-auth reads these two from the environment alone.
  process.env.NEXTAUTH_SECRET = settings.sessionSecret;
  process.env.NEXTAUTH_URL = settings.address;
  const worker = await startWorker({
    connection: app.connection,
    handlers: jobHandlers,
    createContext: app.createContext,
    log: createLog('jobs'),
  });
  await setStandingSchedules(app.systemContext('boot'));
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${env.PORT}`;
  await writeServerFile(settings.dataDir, { address, pid: process.pid, token: settings.localToken });
  const log = createLog('serve');
  if (settings.setupCode) log.info({ note: `To create the first account you need this setup code: ${settings.setupCode}` }, 'setup code');
  log.info({ address, dataDir: settings.dataDir }, 'ready');
  return {
    ...app,
    async stop() {
      await removeServerFile(settings.dataDir);
      await worker.stop();
      await app.stop();
    },
  };
}
