import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../install.mjs';
import { ensureBuilt } from './build.mjs';
import { claimablePort, readPort } from './port.mjs';
import { withProjectLock } from './project-lock.mjs';
import { LaunchError, fail, root, say } from './project.mjs';
import { endChildrenWithMe } from './run.mjs';
import { startServer } from './server.mjs';
import { printWelcome } from './welcome.mjs';

const readyMilliseconds = 5 * 60_000;

/** Installs, builds and serves. Ends the process with the server's status. */
export async function start() {
  try {
    const host = process.env.HOST?.trim() || '127.0.0.1';
    const dataDir = usableDataFolder();
    // What would stop the server must be said before minutes are spent on it.
    await claimablePort(host, readPort(process.env.PORT));
    endChildrenWithMe();
    await ensureInstalled();
    await ensureBuilt();
    // Of two starts at once that waited for one build, one gets the port and the other a plain message.
    const { server, port } = await withProjectLock(async () => {
      const port = await claimablePort(host, readPort(process.env.PORT));
      say('Starting …');
      return { port, server: startServer({ host, port, dataDir }) };
    });
    await follow(server, { host, port, dataDir });
  } catch (error) {
    fail(error);
  }
}

async function follow(server, { host, port, dataDir }) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  let stopping = false;
  const stop = () => {
    if (stopping) server.kill();
    else say('Stopping …');
    stopping = true;
    void server.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  if (await server.ready(readyMilliseconds)) printWelcome({ host, port, dataDir });
  else if (!stopping) say('The server does not answer yet; its messages stand above.');
  const status = await server.ended;
  if (stopping) say('Stopped.');
  else say(`The server ended by itself with status ${status}; its last messages stand above.`);
  process.exit(stopping && (status === 0 || status === 143 || status === 130) ? 0 : status || 1);
}

/** The data folder as an absolute path, made where it is missing. Throws LaunchError where nothing can be written there. */
function usableDataFolder() {
  const folder = path.resolve(root, process.env.LOAM_DATA_DIR?.trim() || 'data');
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new LaunchError(
      `The data folder ${folder} cannot be used (${error.code}). Set LOAM_DATA_DIR to a folder that this user may write to.`,
    );
  }
  return folder;
}

/** Makes a folder and its parents. Node's own recursive mkdir never ends where a parent refuses with ENOENT, as /proc does. */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
