// npm leaves packages for other platforms out of a lock file when its registry does not offer them, and
// `npm ci` then refuses the lock file where the registry does. This writes the missing entries.
// Run it after every change of package-lock.json; bin/complete-lock.test.ts tells when it is needed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Lists dependencies that the lock file names nowhere: `{ from, name, range, optional }`.
 * @param {Record<string, any>} packages the "packages" of a lock file (version 2 or 3)
 */
export function missingFromLock(packages) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    ['dependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(entry[kind] ?? {})
        .filter(([name]) => !resolvesTo(packages, from, name))
        .map(([name, range]) => ({ from, name, range, optional: kind === 'optionalDependencies' })),
    ),
  );
}

/** Node's way of looking a package up, from the folder of the one that wants it to the root. */
function resolvesTo(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return undefined;
  }
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** Reads the platform from the end of a package's name, as in `swc-linux-x64-musl`. Undefined where it names none. */
export function platformOf(name) {
  const words = name.split('/').pop().split('-');
  const cpu = processors.find((processor) => words.includes(processor));
  if (!cpu) return undefined;
  const os = systems.find((system) => words.includes(system));
  const libc = os !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return { cpu: [cpu], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

/** The lock file with an entry for every missing platform package. Throws where something else is missing. */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  for (const { from, name, range, optional } of missingFromLock(packages)) {
    const platform = platformOf(name);
    if (!optional || !platform || !/^\d+\.\d+\.\d+/.test(range)) {
      throw new Error(`${from} wants ${name}@${range}, which package-lock.json does not have: run npm install.`);
    }
    const { dev, license } = packages[from];
    packages[`node_modules/${name}`] = { version: range, ...platform, ...(dev && { dev }), ...(license && { license }), optional: true };
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  return { ...lock, packages: sorted };
}

if (process.argv[1] === import.meta.filename) {
  const file = path.resolve(import.meta.dirname, '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const count = missingFromLock(lock.packages).length;
  writeFileSync(file, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  console.log(`package-lock.json: ${count} missing platform packages added`);
}
