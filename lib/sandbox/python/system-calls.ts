import { descriptorTable } from './descriptors';
import { fileCalls } from './file-calls';
import { guestMemory, type GuestMemory } from './guest-memory';
import { CallFailure, errno } from './memory-files';
import { pathCalls } from './path-calls';
import { ProgramExit, type Surroundings } from './surroundings';

const clockEvent = 0;
const absoluteTime = 1;

/**
 * The operating system of a sandboxed interpreter: WASI preview 1 over files in memory, with no
 * sockets, processes or links. Specification: WASI snapshot-01 (`wasi_snapshot_preview1`).
 * Written here because the interpreter needs exact error numbers (a missing file is ENOENT), bytes
 * passed on unchanged, a quota, and sleeping that leaves the processor alone.
 *
 * @returns the import object's functions by name.
 */
export function systemCalls(around: Surroundings): Record<string, (...values: never[]) => number> {
  const memory = guestMemory(around.memory);
  const descriptors = descriptorTable(around.files.root);
  const calls = { ...processCalls(around, memory), ...fileCalls(around, memory, descriptors), ...pathCalls(around, memory, descriptors) };
  const missing = ['path_link', 'path_symlink', 'sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown'];
  const entries = Object.entries(calls) as [string, (...values: never[]) => void][];
  return Object.fromEntries<(...values: never[]) => number>([
    ...entries.map(([name, call]) => [name, answering(call)] as const),
    ...missing.map((name) => [name, () => errno.unsupported] as const),
  ]);
}

/** The system calls on the process itself: arguments, environment, time, randomness, waiting, ending. */
function processCalls(around: Surroundings, { view, bytesAt, put32, put64, putSizes, putStrings }: GuestMemory) {
  const environment = Object.entries(around.environment).map(([name, value]) => `${name}=${value}`);
  const now = (clock: number) => (clock === 0 ? around.realtime() : around.monotonic());

  return {
    args_get(pointers: number, buffer: number) {
      putStrings(around.args, pointers, buffer);
    },
    args_sizes_get(count: number, size: number) {
      putSizes(around.args, count, size);
    },
    environ_get(pointers: number, buffer: number) {
      putStrings(environment, pointers, buffer);
    },
    environ_sizes_get(count: number, size: number) {
      putSizes(environment, count, size);
    },
    clock_res_get(_clock: number, pointer: number) {
      put64(pointer, 1000n);
    },
    clock_time_get(clock: number, _precision: bigint, pointer: number) {
      put64(pointer, now(clock));
    },
    random_get(pointer: number, length: number) {
      around.random(bytesAt(pointer, length));
    },
    sched_yield() {},
    proc_exit(code: number) {
      throw new ProgramExit(code);
    },
    poll_oneoff(input: number, output: number, count: number, result: number) {
      const memory = view();
      const waits: { user: bigint; type: number; milliseconds: number }[] = [];
      for (let index = 0; index < count; index++) {
        const at = (input >>> 0) + index * 48;
        const type = memory.getUint8(at + 8);
        const timeout = memory.getBigUint64(at + 24, true);
        const absolute = type === clockEvent && memory.getUint16(at + 40, true) & absoluteTime;
        const left = absolute ? timeout - now(memory.getUint32(at + 16, true)) : timeout;
        const milliseconds = type === clockEvent ? Math.max(0, Number(left) / 1e6) : 0;
        waits.push({ user: memory.getBigUint64(at, true), type, milliseconds });
      }
      const shortest = waits.reduce((least, wait) => Math.min(least, wait.milliseconds), Infinity);
      if (waits.length > 0) around.sleep(shortest);
      const due = waits.filter((wait) => wait.milliseconds <= shortest);
      due.forEach((wait, index) => {
        const at = (output >>> 0) + index * 32;
        bytesAt(at, 32).fill(0);
        put64(at, wait.user);
        view().setUint8(at + 10, wait.type);
      });
      put32(result, due.length);
    },
  };
}

/** Turns failures into WASI error numbers; a pointer outside the memory is a fault. */
function answering(call: (...values: never[]) => void): (...values: never[]) => number {
  return (...values) => {
    try {
      call(...values);
      return errno.success;
    } catch (error) {
      if (error instanceof CallFailure) return error.number;
      if (error instanceof RangeError) return errno.fault;
      throw error;
    }
  };
}
