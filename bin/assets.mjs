// Puts what browsers need from packages into public/: the Python runtime and the programs of the code
// runner. Quick when nothing changed, so that every build and every development server may call it.
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bundleIsFresh, noteInputs } from './launch/bundle-freshness.mjs';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

const pyodideFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];

/** Where each copied file comes from and goes to, relative to public/. */
function copies() {
  const pyodide = path.dirname(require.resolve('pyodide/package.json'));
  return [
    ...pyodideFiles.map((name) => ({ from: path.join(pyodide, name), to: `pyodide/${name}` })),
    { from: require.resolve('sql.js/dist/sql-wasm-browser.wasm'), to: 'runner/programs/sql-wasm.wasm' },
  ];
}

function isCurrent(from, to) {
  const target = statSync(to, { throwIfNoEntry: false });
  const source = statSync(from);
  return target !== undefined && target.size === source.size && target.mtimeMs >= source.mtimeMs;
}

const languages = ['python', 'javascript', 'typescript', 'sql'];
const bundle = 'browser-programs';

/** The TypeScript program holds the whole compiler: bundling it takes seconds, so it is done when something changed. */
async function bundleWorkers() {
  const outdir = 'public/runner/programs';
  if (bundleIsFresh(bundle) && languages.every((name) => existsSync(path.join(root, outdir, `${name}.js`)))) return;
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(languages.map((name) => [name, `components/code/workers/${name}.worker.ts`])),
    outdir,
    bundle: true,
    metafile: true,
    // Chromium starts no module worker from a blob in a frame without an origin; a classic one it does.
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    // What packages ask for where they find Node around them.
    external: ['fs', 'crypto', 'path', 'os', 'inspector', 'module', 'perf_hooks', 'source-map-support'],
    minify: true,
    tsconfig: 'tsconfig.json',
    logLevel: 'warning',
  });
  noteInputs([...Object.keys(metafile.inputs), 'bin/assets.mjs', 'package-lock.json', 'tsconfig.json'], bundle);
}

export async function prepareAssets() {
  for (const { from, to } of copies()) {
    const target = path.join(root, 'public', to);
    if (isCurrent(from, target)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(from, target);
  }
  await bundleWorkers();
}

if (process.argv[1] === import.meta.filename) await prepareAssets();
