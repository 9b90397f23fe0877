import type { RunStatus } from '@/lib/vocabulary/runners';

/**
 * The words between the page, the sealed frame and the workers in it. The page talks to the frame by
 * window messages and to each worker over a port of its own, which the learner's code cannot name.
 */

/** Files a worker starts from, by name: texts and bytes, since the frame may fetch nothing. */
export type WorkerFiles = Readonly<Record<string, string | ArrayBuffer>>;

/** Page → frame. `module` names a WebAssembly module that a "compile" message brought before. */
export type FrameRequest =
  | { type: 'compile'; name: string; bytes: ArrayBuffer }
  | { type: 'start'; id: number; program: string; files: WorkerFiles; module?: string }
  | { type: 'stop'; id: number };

/** Frame → page: a worker could not go on. */
export interface FrameFailure {
  type: 'failed';
  id: number;
  message: string;
}

/** Frame → worker, with the port to the page. */
export interface WorkerStart {
  files: WorkerFiles;
  module?: WebAssembly.Module;
}

/** Page → worker, over the port. */
export interface WorkerRequest {
  code: string;
  /** Everything the program may read from standard input. */
  stdin: string;
}

export type OutputStream = 'stdout' | 'stderr';

/** Worker → page, over the port. */
export type WorkerReply =
  | { type: 'ready' }
  | { type: 'output'; stream: OutputStream; text: string }
  | { type: 'done'; status: Extract<RunStatus, 'ok' | 'error' | 'memory'> };
