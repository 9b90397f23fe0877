import { existsSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, readMarker, removeMarker, writeMarker } from './fingerprint.mjs';
import { withProjectLock } from './project-lock.mjs';
import { LaunchError, root, say, stateFolder } from './project.mjs';
import { packageScript, runNode } from './run.mjs';
import { othersServing } from './serving.mjs';

const marker = path.join(root, '.next', 'loam-built.json');
const assets = path.join(root, 'bin', 'assets.mjs');

const sources = [
  'app',
  'bin',
  'components',
  'content',
  'db',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'worker.ts',
];

/** What a build does not depend on, or makes itself. */
const notSources = /(^|\/)testing$|\.test\.tsx?$|^bin\/(launch|prove)$|(^|\/)\.[^/]+$/;

function buildFingerprint() {
  return fingerprint(root, sources, { salt: process.version, skip: (name) => notSources.test(name) });
}

/** Whether the build in .next comes from the sources as they are now. */
export function isBuilt() {
  return existsSync(path.join(root, '.next', 'BUILD_ID')) && readMarker(marker)?.fingerprint === buildFingerprint();
}

/**
 * Builds where sources changed since the last finished build: browser assets, child programs, the web server.
 * Throws LaunchError with the end of the log.
 * @param {{ force?: boolean, show?: boolean }} [options] show: print the builder's own output
 */
export async function ensureBuilt({ force = false, show = false } = {}) {
  if (!force && isBuilt()) return;
  await withProjectLock(async (lock) => {
    if (force || !isBuilt()) await build(lock, show);
  });
}

async function build(lock, show) {
  const serving = othersServing();
  if (serving.length > 0) {
    throw new LaunchError(
      `Loam runs from this folder (process ${serving.map(({ pid }) => pid).join(', ')}), and the sources have changed since. Stop it, then run the command again.`,
    );
  }
  say('Building (the first time takes a minute or two) …');
  const began = performance.now();
  removeMarker(marker);
  // Assets come first and count as sources: whoever takes one away gets it back with the next start.
  if (existsSync(assets)) await runStep('assets', [assets], { lock, show });
  const sourcesNow = buildFingerprint();
  await runStep('programs', [path.join(root, 'bin', 'bundle.mjs')], { lock, show });
  await runStep('server', [packageScript('next', 'dist', 'bin', 'next'), 'build'], { lock, show });
  writeMarker(marker, { fingerprint: sourcesNow });
  say(`Built in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
}

async function runStep(name, args, { lock, show }) {
  const log = path.join(stateFolder, `build-${name}.log`);
  const { status, output } = await runNode(args, { log, show, env: { NODE_ENV: 'production' }, onStart: (pid) => lock.guard(pid) });
  if (status !== 0) {
    throw new LaunchError(`The build failed (${name}). Log: ${log}\n\n${output.trim().split('\n').slice(-40).join('\n')}`);
  }
}
