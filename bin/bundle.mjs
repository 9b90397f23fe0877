// Bundles the programs that run beside the server: plain JavaScript starts ten times faster than
// TypeScript through a loader, and is the same in development, tests and production.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Program name → its source. A program not written yet is left out. */
export const programs = {
  loam: 'bin/loam/main.ts',
  trainer: 'lib/processes/trainer/main.ts',
  inference: 'lib/processes/inference/main.ts',
  'sandbox-python': 'lib/sandbox/python/main.ts',
  'sandbox-javascript': 'lib/sandbox/javascript/main.ts',
  'sandbox-sql': 'lib/sandbox/sql/main.ts',
};

export async function bundlePrograms() {
  const entryPoints = Object.fromEntries(Object.entries(programs).filter(([, source]) => existsSync(path.join(root, source))));
  if (Object.keys(entryPoints).length === 0) return;
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  });
}

if (process.argv[1] === import.meta.filename) await bundlePrograms();
