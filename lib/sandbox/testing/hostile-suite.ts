import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { closeSandbox, runProgram, type RunResult } from '..';
import type { HostileProgram } from './hostile-programs';

export interface HostileOutcome {
  readonly name: string;
  readonly result: RunResult;
  /** What is not as it must be; empty when the program was held. */
  readonly faults: readonly string[];
}

export interface HostileReport {
  readonly outcomes: readonly HostileOutcome[];
  /** Whether the file that programs tried to read and change is as it was, in a folder without others. */
  readonly canaryUntouched: boolean;
  /** Connections that reached a listening port of this host. */
  readonly connections: number;
  /** Sandbox processes left when all was over. */
  readonly leakedProcesses: number;
  /** How late this process's event loop was meanwhile, in milliseconds. */
  readonly loopDelayMs: { readonly p99: number; readonly max: number };
}

function sandboxChildren(): number {
  if (process.platform === 'win32') return 0;
  const listed = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.trim().startsWith(`${process.pid} `) && /dist.sandbox-/.test(line)).length;
}

async function untilGone(): Promise<number> {
  for (let attempt = 0; attempt < 50 && sandboxChildren() > 0; attempt++) await new Promise((resolve) => setTimeout(resolve, 100));
  return sandboxChildren();
}

function faultsOf(program: HostileProgram, result: RunResult, secret: string): string[] {
  const { status, stdout, stderr } = result;
  const everything = stdout + stderr;
  return [
    !program.expected.includes(status) && `ended as ${status}, not as ${program.expected.join(' or ')}`,
    stdout.includes('ESCAPED') && 'reached what it must not reach',
    everything.includes(secret) && 'printed the secret',
    /root:.*:0:0:/.test(everything) && 'printed the passwords file',
    program.says && !program.says.test(stderr) && `does not say ${program.says}`,
    program.prints !== undefined && !stdout.includes(program.prints) && `does not print ${program.prints}`,
  ].filter((fault) => typeof fault === 'string');
}

/**
 * Runs hostile programs all at once, as a flood would come, beside a file, an environment variable and
 * a listening port that none of them may touch.
 */
export async function runHostileSuite(programs: readonly HostileProgram[]): Promise<HostileReport> {
  const secret = randomUUID();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'loam-canary-'));
  const canary = path.join(folder, 'canary');
  writeFileSync(canary, secret, { mode: 0o644 });
  process.env.LOAM_CANARY = secret;
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.end(secret);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  try {
    const outcomes = await Promise.all(
      programs.map(async (program): Promise<HostileOutcome> => {
        const code = program.code.replaceAll('__CANARY__', canary).replaceAll('__FOLDER__', folder).replaceAll('__PORT__', String(port));
        const limits = { timeoutMs: 20_000, outputBytes: 65_536, ...program.limits };
        const result = await runProgram({ language: program.language, code, limits });
        return { name: program.name, result, faults: faultsOf(program, result, secret) };
      }),
    );
    delay.disable();
    closeSandbox();
    return {
      outcomes,
      canaryUntouched: readFileSync(canary, 'utf8') === secret && readdirSync(folder).length === 1,
      connections,
      leakedProcesses: await untilGone(),
      loopDelayMs: { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
    };
  } finally {
    delay.disable();
    delete process.env.LOAM_CANARY;
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
