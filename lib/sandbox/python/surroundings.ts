import type { MemoryFiles } from './memory-files';

/** Thrown through the interpreter when the program asks to end. */
export class ProgramExit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** Everything the interpreter can reach. Times in nanoseconds. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: MemoryFiles;
  /** The interpreter's memory, known once it is instantiated. */
  readonly memory: () => WebAssembly.Memory;
  readonly write: (kind: 'stdout' | 'stderr', bytes: Uint8Array) => void;
  /** Up to `length` bytes of standard input, none at its end. */
  readonly read: (length: number) => Uint8Array;
  readonly realtime: () => bigint;
  readonly monotonic: () => bigint;
  readonly sleep: (milliseconds: number) => void;
  readonly random: (bytes: Uint8Array) => void;
  /** Called with a path before the interpreter looks at it. */
  readonly beforeLook: (path: string) => void;
}
