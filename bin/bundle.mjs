// Bundles the programs that run beside the server: plain JavaScript starts ten times faster than
// TypeScript through a loader, and is the same in development, tests and production.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { noteInputs } from './launch/bundle-freshness.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Program name → its source. A program not written yet is left out. */
export const programs = {
  loam: 'bin/loam/main.ts',
  trainer: 'lib/processes/trainer/main.ts',
  inference: 'lib/processes/inference/main.ts',
  workbench: 'lib/processes/workbench/main.ts',
  'quality-fitting': 'lib/features/stories/server/quality/fitting/program/main.ts',
  'sandbox-python': 'lib/sandbox/python/main.ts',
  'sandbox-javascript': 'lib/sandbox/javascript/main.ts',
  'sandbox-sql': 'lib/sandbox/sql/main.ts',
};

export async function bundlePrograms() {
  const entryPoints = Object.fromEntries(Object.entries(programs).filter(([, source]) => existsSync(path.join(root, source))));
  if (Object.keys(entryPoints).length === 0) return;
  const { outputFiles, metafile } = await build({
    write: false,
    metafile: true,
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
  for (const { path: file, contents } of outputFiles) replaceWhole(file, contents);
  noteInputs([...Object.keys(metafile.inputs), 'bin/bundle.mjs', 'package-lock.json', 'tsconfig.json']);
}

/** A program may be started at any moment, by tests that run beside a build for one: it must never be found half written. */
function replaceWhole(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}

if (process.argv[1] === import.meta.filename) {
  // The bundler has printed its errors itself.
  await bundlePrograms().catch(() => (process.exitCode = 1));
}
