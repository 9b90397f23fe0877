import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import type { WorkerFiles } from './protocol';

/** What a worker of one language starts from. */
export interface Runtime {
  program: string;
  files: WorkerFiles;
  /** WebAssembly that the frame compiles once for all workers. */
  module?: ArrayBuffer;
}

interface RuntimeAddresses {
  program: string;
  texts?: readonly string[];
  binaries?: readonly string[];
  module?: string;
}

/** bin/assets.mjs puts these files there. */
const addresses: Record<RunnerLanguage, RuntimeAddresses> = {
  python: {
    program: '/runner/programs/python.js',
    texts: ['/pyodide/pyodide.mjs', '/pyodide/pyodide.asm.mjs', '/pyodide/pyodide-lock.json'],
    binaries: ['/pyodide/python_stdlib.zip'],
    module: '/pyodide/pyodide.asm.wasm',
  },
  javascript: { program: '/runner/programs/javascript.js' },
  typescript: { program: '/runner/programs/typescript.js' },
  sql: { program: '/runner/programs/sql.js', module: '/runner/programs/sql-wasm.wasm' },
};

const loaded = new Map<RunnerLanguage, Promise<Runtime>>();

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`A part of the interpreter is missing on this server (${address}).`);
  return response;
}

const fileName = (address: string) => address.slice(address.lastIndexOf('/') + 1);

async function load({ program, texts = [], binaries = [], module }: RuntimeAddresses): Promise<Runtime> {
  const [programText, moduleBytes, ...files] = await Promise.all([
    fetched(program).then((response) => response.text()),
    module === undefined ? undefined : fetched(module).then((response) => response.arrayBuffer()),
    ...texts.map(async (address) => [fileName(address), await (await fetched(address)).text()] as const),
    ...binaries.map(async (address) => [fileName(address), await (await fetched(address)).arrayBuffer()] as const),
  ]);
  return { program: programText, files: Object.fromEntries(files), module: moduleBytes };
}

/** The files of a language's runtime, fetched once for the page. Fails when this server lacks one. */
export function loadRuntime(language: RunnerLanguage): Promise<Runtime> {
  const runtime = loaded.get(language) ?? load(addresses[language]);
  loaded.set(language, runtime);
  runtime.catch(() => loaded.delete(language));
  return runtime;
}
