// Preloaded into a program (NODE_OPTIONS=--import=…): writes every attempt to leave this machine, be it a name
// to look up or a connection, to the file LOAM_NETWORK_LOG, and refuses it. Its first line says that it watches.
import { appendFileSync } from 'node:fs';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const file = process.env.LOAM_NETWORK_LOG;
const note = (entry) => appendFileSync(file, `${JSON.stringify({ pid: process.pid, ...entry })}\n`);
const isHere = (host) =>
  host === undefined || host === null || host === '' || /^(localhost|127\.[\d.]+|::1|::ffff:127\.[\d.]+|0\.0\.0\.0|::)$/.test(host);

function refusal(kind, host) {
  note({ attempt: kind, host: String(host), stack: new Error(kind).stack?.split('\n').slice(2, 8).join('\n') });
  return Object.assign(new Error(`the network is cut: ${kind} ${host}`), { code: 'ENETUNREACH' });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // Node's own modules hand over the arguments as one list that is already in order.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const local = typeof first === 'string' && Number.isNaN(Number(first));
  const { host, path } =
    first !== null && typeof first === 'object'
      ? first
      : { host: typeof second === 'string' ? second : undefined, path: local ? first : undefined };
  if (path || isHere(host)) return connect.apply(this, args);
  const error = refusal('connect', host);
  process.nextTick(() => this.destroy(error));
  return this;
};

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...args) {
  const address = args.slice(1).find((argument) => typeof argument === 'string');
  if (isHere(address)) return send.apply(this, args);
  throw refusal('send', address);
};

function guard(resolver, name, promised) {
  const original = resolver[name];
  if (typeof original !== 'function') return;
  resolver[name] = function (host, ...rest) {
    if (isHere(host) || (name === 'lookup' && net.isIP(host))) return original.call(this, host, ...rest);
    const error = refusal(name, host);
    if (promised) return Promise.reject(error);
    return void process.nextTick(rest.at(-1), error);
  };
}

for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'resolveMx', 'resolveSrv', 'reverse']) {
  guard(dns, name, false);
  guard(dns.promises, name, true);
}
syncBuiltinESMExports();
note({ watching: process.argv.slice(1, 3).join(' ') });
