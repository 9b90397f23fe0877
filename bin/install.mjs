// The install step that every launcher shares. Plain Node: nothing is installed yet when it runs.
import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { fingerprint, readMarker, removeMarker, writeMarker } from './launch/fingerprint.mjs';
import { LaunchError, fail, root, say, stateFolder } from './launch/project.mjs';
import { endChildrenWithMe, run } from './launch/run.mjs';
import { othersServing } from './launch/serving.mjs';
import { withProjectLock } from './launch/project-lock.mjs';

const neededGigabytes = 2;

/** Whether node_modules is what package-lock.json says, for this Node and platform. */
export function isInstalled(folder = root) {
  const marker = path.join(folder, 'node_modules', '.loam-installed.json');
  const expected = installFingerprint(folder);
  if (readMarker(marker)?.fingerprint === expected) return true;
  if (!agreesWithLock(folder)) return false;
  writeMarker(marker, { fingerprint: expected });
  return true;
}

/**
 * Installs packages where they are missing, out of date, or half there from an interrupted install.
 * Throws LaunchError with what to do.
 * @param {{ ifMissingOnly?: boolean }} [options] ifMissingOnly: leave an outdated node_modules alone, with a line that says so
 */
export async function ensureInstalled({ ifMissingOnly = false } = {}) {
  if (isInstalled()) return;
  if (ifMissingOnly && existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
    say('note: node_modules differs from package-lock.json; `npm ci` brings it up to date.');
    return;
  }
  await withProjectLock(async (lock) => {
    if (!isInstalled()) await install(lock);
  });
}

async function install(lock) {
  refuseWhileServing();
  const free = statfsSync(root);
  const gigabytes = (free.bavail * free.bsize) / 1e9;
  if (gigabytes < neededGigabytes) {
    throw new LaunchError(
      `Loam's packages take about ${neededGigabytes} GB, and ${root} has ${gigabytes.toFixed(1)} GB left. Make room and run the command again.`,
    );
  }
  say('Installing packages (about 1.5 GB on disk; the first time takes a minute or more) …');
  const modules = path.join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  // Whatever stops npm from here on, the next start must see an unfinished install.
  removeMarker(path.join(modules, '.loam-installed.json'));
  removeMarker(path.join(modules, '.package-lock.json'));
  const log = path.join(stateFolder, 'install.log');
  const beat = setInterval(() => say('  … still installing'), 20_000);
  const { command, prefix } = npmCommand();
  const { status, output, seconds } = await run(
    command,
    [...prefix, 'ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      log,
      env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
      onStart: (pid) => lock.guard(pid),
    },
  );
  clearInterval(beat);
  if (status !== 0) throw new LaunchError(installFailure(output, log));
  writeMarker(path.join(modules, '.loam-installed.json'), { fingerprint: installFingerprint(root) });
  say(`Packages installed in ${seconds.toFixed(0)} s.`);
}

function installFailure(output, log) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(output);
  const full = /ENOSPC/.test(output);
  const advice = offline
    ? 'The package registry cannot be reached. Check the network (npm config get registry), then run the command again.'
    : full
      ? 'The disk is full. Make room, then run the command again.'
      : 'Run the command again; if it fails the same way, the log says why.';
  return `npm could not install the packages. ${advice}\nLog: ${log}\n\n${output.trim().split('\n').slice(-12).join('\n')}`;
}

function refuseWhileServing() {
  const serving = othersServing();
  if (serving.length > 0) {
    throw new LaunchError(
      `Loam runs from this folder (process ${serving.map(({ pid }) => pid).join(', ')}), and its packages have to be changed. Stop it, then run the command again.`,
    );
  }
}

/** The npm that started this script; otherwise the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) return { command: process.execPath, prefix: [script] };
  return { command: 'npm', prefix: [] };
}

function installFingerprint(folder) {
  const nodeMajor = process.version.split('.')[0];
  return fingerprint(folder, ['package-lock.json'], { salt: `${nodeMajor} ${process.platform} ${process.arch}` });
}

/**
 * npm notes what it installed when it is done. Where that note agrees with the lock file and every
 * package is there, somebody installed by hand, and nothing has to be done.
 */
function agreesWithLock(folder) {
  const note = readMarker(path.join(folder, 'node_modules', '.package-lock.json'));
  if (!note) return false;
  const { packages } = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(([place, { version, optional, devOptional }]) => {
    if (place === '') return true;
    const installed = note.packages[place];
    if (!installed) return Boolean(optional ?? devOptional);
    return installed.version === version && existsSync(path.join(folder, place, 'package.json'));
  });
}

if (process.argv[1] === import.meta.filename) {
  endChildrenWithMe();
  ensureInstalled().catch(fail);
}
