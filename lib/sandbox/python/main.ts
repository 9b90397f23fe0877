/**
 * Runs one Python program and ends. CPython 3.11 (a WebAssembly module for WASI) boots up to the
 * moment where it opens its script; there this process waits for the job, so that a warm process
 * answers within milliseconds and every program still has an interpreter of its own.
 */
import { randomFillSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '@/lib/core/clock';
import { finish, lineOutput, sleep, takeJob } from '../child-channel';
import { fitMemory } from '../fit-memory';
import { MemoryFiles } from './memory-files';
import { ProgramExit } from './surroundings';
import { systemCalls } from './system-calls';

const builtIn = '/wlr/build-staging/python/v3.11.3-aio/checkout/Lib/';
const libraryFolder = '/usr/local/lib/python3.11/';
const startupFolder = '.startup';
const script = 'main.py';
const stackBytes = 32 * 2 ** 20;
const filesQuota = { bytes: 32 * 2 ** 20, nodes: 4096 };

// The baseline compiler starts the interpreter in half the time and runs its loop as fast.
setFlagsFromString('--liftoff-only');
Error.stackTraceLimit = 0;

const [, memoryBytes, interpreterFile, customization] = process.argv.slice(2);
const interpreter = readFileSync(interpreterFile);
const startup = readFileSync(customization);
if (memoryBytes === 'probe') process.exit(0);

const realtime = () => BigInt(systemClock.now().getTime()) * 1_000_000n;
const files = new MemoryFiles(filesQuota, realtime);
files.provide(`/${startupFolder}/sitecustomize.py`, startup);
files.createFolder(files.root, 'tmp');

const output = lineOutput();
let stdin = new Uint8Array(0);
let startedAt: number | undefined;
let lastError = '';

function awaitProgram(): void {
  const job = takeJob();
  if (!job) process.exit(0);
  startedAt = systemClock.monotonic();
  stdin = new TextEncoder().encode(job.stdin);
  files.root.entries.delete(startupFolder);
  files.provide(`/${script}`, new TextEncoder().encode(job.code));
}

/** Tracebacks name the files of the library as they were called where the interpreter was built. */
function withOwnPaths(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes(builtIn) ? Buffer.from(text.toString('utf8').replaceAll(builtIn, libraryFolder)) : bytes;
}

function write(kind: 'stdout' | 'stderr', written: Uint8Array): void {
  const bytes = withOwnPaths(written);
  if (kind === 'stderr') lastError = (lastError + new TextDecoder().decode(bytes)).slice(-400);
  output.write(kind, bytes);
}

function pause(milliseconds: number): void {
  output.flush();
  sleep(milliseconds);
}

const imports = systemCalls({
  args: ['python', '-B', '-u', '-X', 'utf8', `/${script}`],
  // The same hash seed every time, so that the order of a set is the same on every run. The startup
  // file takes both out of the environment again.
  environment: { PYTHONHASHSEED: '0', PYTHONPATH: `/${startupFolder}` },
  files,
  memory: () => instance.exports.memory as WebAssembly.Memory,
  write,
  read(length) {
    output.flush();
    const piece = stdin.subarray(0, length);
    stdin = stdin.subarray(length);
    return piece;
  },
  realtime,
  monotonic: () => process.hrtime.bigint(),
  sleep: pause,
  random: (bytes) => void randomFillSync(bytes),
  beforeLook(name) {
    if (startedAt === undefined && name.endsWith(script)) awaitProgram();
    const wait = /^\.wait\/(\d+)$/.exec(name);
    if (wait) pause(Number(wait[1]) / 1000);
  },
});

const compiled = new WebAssembly.Module(fitMemory(interpreter, { growthBytes: Number(memoryBytes), stackBytes }));
const instance = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: imports });

function run(): number {
  try {
    (instance.exports._start as () => void)();
    return 0;
  } catch (error) {
    if (error instanceof ProgramExit) return error.code;
    const deep = error instanceof RangeError || /stack|out of bounds/.test(String(error));
    const reason = deep ? 'the calls of this program were nested too deeply' : 'the interpreter stopped';
    write('stderr', new TextEncoder().encode(`\nSandbox: ${reason}.\n`));
    return 134;
  }
}

const exitCode = run();
output.flush();
const outOfMemory = exitCode !== 0 && /(^|\n)MemoryError[^\n]*\n?$/.test(lastError);
finish(exitCode === 0 ? 'ok' : outOfMemory ? 'memory' : 'error', startedAt ?? 0);
process.exit(0);
