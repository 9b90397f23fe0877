// The whole main flow without a network: `node --import tsx main.ts <report file> [--namespace]`. With --namespace
// it expects to be in a network namespace that has the loopback interface alone, where the kernel counts too.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageScript, run } from '../../launch/run.mjs';
import { serveBuild, withDataFolder, type ServedBuild } from '../serve-build';
import type { NetworkCutReport, NoticedAttempt } from './report';
import { unreachableCount } from './unreachable';

/** Reserved for documentation: nobody answers there. */
const elsewhere = '192.0.2.1';
const [reportFile, mode] = process.argv.slice(2);
const inNamespace = mode === '--namespace';
const preload = `--import=${pathToFileURL(path.join(import.meta.dirname, 'refuse-network.mjs')).href}`;

await withDataFolder(async (dataDir) => {
  const log = path.join(dataDir, 'network.log');
  const watched = { NODE_OPTIONS: preload, LOAM_NETWORK_LOG: log };
  const count = () => (inNamespace ? unreachableCount() : null);
  const server = await serveBuild({ dataDir, env: watched });
  let found: Omit<NetworkCutReport, 'control' | 'attempts' | 'watched'>;
  try {
    const api = await apiFlow(server);
    const kernelAfterApi = count();
    const browser = await browserFlow(server, dataDir);
    found = { api, kernelAfterApi, browser, kernelAfterBrowser: count(), serverPid: server.pid, serverOutput: server.output() };
  } finally {
    await server.stop();
  }
  const entries = readLog(log);
  // What must be noticed if it happened: once by the preload, once by the kernel.
  await connectElsewhere(watched);
  const byPreload = readLog(log).length > entries.length + 1;
  const before = count();
  if (inNamespace) await connectHere();
  const report: NetworkCutReport = {
    ...found,
    watched: entries.flatMap(({ pid, watching }) => (watching === undefined ? [] : [pid])),
    attempts: entries.filter(({ attempt }) => attempt !== undefined),
    control: { byPreload, byKernel: before === null ? null : (count() ?? 0) > before },
  };
  writeFileSync(reportFile, JSON.stringify(report));
});

async function apiFlow(server: ServedBuild): Promise<NetworkCutReport['api']> {
  const ask = { topic: 'Python closures', minutes: 15, seed: 3 };
  const made = await server.call('POST', '/api/tutorials', ask);
  const text = await made.text();
  if (made.status !== 201) return { status: made.status, steps: 0, outputs: 0, read: 0, detail: text.slice(0, 500) };
  const { slug, steps } = JSON.parse(text) as { slug: string; steps: { examples: { output: string }[] }[] };
  const outputs = steps.flatMap(({ examples }) => examples).filter(({ output }) => output !== '').length;
  const read = await server.call('GET', `/api/tutorials/${slug}`);
  await server.call('POST', '/api/tokens', { name: 'without a network', scopes: ['*'] });
  await server.call('GET', '/api/openapi.json');
  return { status: 201, steps: steps.length, outputs, read: read.status, detail: slug };
}

/** Account, topic, reading, running code: the first visit's own test, which also fails on a request to anywhere else. */
async function browserFlow(server: ServedBuild, dataDir: string): Promise<NetworkCutReport['browser']> {
  const inherited = Object.keys(process.env).filter((name) => /^(PLAYWRIGHT_|PW_|TEST_)/.test(name));
  const args = [
    packageScript('@playwright', 'test', 'cli.js'),
    ...['test', 'first-visit.spec.ts', '--project=first-visit', '--reporter=line', `--output=${path.join(dataDir, 'browser')}`],
  ];
  const { status, output } = await run(process.execPath, args, {
    env: {
      ...Object.fromEntries(inherited.map((name) => [name, undefined])),
      NODE_OPTIONS: undefined,
      LOAM_URL: server.address,
      LOAM_DATA_DIR: dataDir,
    },
    timeout: 300_000,
  });
  return { status, output: output.slice(-4000) };
}

function readLog(file: string): NoticedAttempt[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NoticedAttempt);
}

function connectElsewhere(env: Record<string, string>): Promise<void> {
  const source = `require('node:net').connect(9, '${elsewhere}').on('error', () => undefined)`;
  return new Promise((resolve) => void execFile(process.execPath, ['-e', source], { env: { ...process.env, ...env } }, () => resolve()));
}

function connectHere(): Promise<void> {
  return new Promise((resolve) => void net.connect(9, elsewhere).once('error', () => resolve()));
}
