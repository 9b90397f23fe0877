import net from 'node:net';
import { LaunchError } from './project.mjs';
import { othersServing } from './serving.mjs';

/** The port that `PORT` names; 3000 where it is not set, 0 for any free one. Throws LaunchError. */
export function readPort(text) {
  if (text === undefined || text.trim() === '') return 3000;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new LaunchError(`PORT must be a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

/**
 * Makes sure that a server can listen there, and gives the port: a free one where 0 was asked for.
 * Throws LaunchError with what to do.
 */
export async function claimablePort(host, port) {
  // A server of this folder may have claimed the port without listening yet.
  if (port !== 0 && othersServing().some((server) => server.port === port)) throw new LaunchError(await portInUse(host, port));
  const claimed = await listenOnce(host, port);
  // Some systems let a narrower address share the port of a wider one.
  if (port !== 0 && (await answers(host, port))) throw new LaunchError(await portInUse(host, port));
  return claimed;
}

function listenOnce(host, port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error) => {
      const refusals = {
        EADDRINUSE: () => portInUse(host, port),
        EACCES: () => `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`,
        EADDRNOTAVAIL: () => `HOST=${host} is no address of this machine. Leave HOST away, or use 0.0.0.0 for all addresses.`,
        ENOTFOUND: () => `HOST=${host} is unknown. Leave HOST away, or use 0.0.0.0 for all addresses.`,
      };
      const refusal = refusals[error.code];
      if (refusal) Promise.resolve(refusal()).then((message) => reject(new LaunchError(message)), reject);
      else reject(error);
    });
    server.listen({ host, port }, () => {
      const claimed = server.address().port;
      server.close(() => resolve(claimed));
    });
  });
}

/** The address at which this machine reaches a server that listens on `host`. */
export function reachableHost(host) {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '::1';
  return host;
}

/** The address for people and programs of this machine, as in http://localhost:3000. */
export function baseUrl(host, port) {
  const reachable = reachableHost(host);
  const name = reachable === '127.0.0.1' ? 'localhost' : net.isIPv6(reachable) ? `[${reachable}]` : reachable;
  return `http://${name}:${port}`;
}

/** Whether something accepts connections there already, be it on a wider address than ours. */
function answers(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: reachableHost(host), port, timeout: 1000 });
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

async function portInUse(host, port) {
  const url = `http://${net.isIPv6(reachableHost(host)) ? `[${reachableHost(host)}]` : reachableHost(host)}:${port}`;
  const other = `Choose another port: PORT=${port === 65535 ? 3000 : port + 1} npm start`;
  return othersServing().some((server) => server.port === port) || (await isLoam(url))
    ? `Loam already runs at ${baseUrl(host, port)}. Open it, or stop it first. ${other}`
    : `Port ${port} is in use by another program. ${other}`;
}

async function isLoam(url) {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1500) });
    const health = await response.json();
    return ['status', 'version', 'database'].every((field) => field in health);
  } catch {
    return false;
  }
}
