import { readSync, writeSync } from 'node:fs';
import { systemClock } from '@/lib/core/clock';
import { encodeFrame, frameDescriptor, frameKind, type Finish, type FrameKind, type Job } from './frames';

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread for some milliseconds without using the processor. */
export function sleep(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(pause, 0, 0, milliseconds);
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

function readFully(length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    try {
      const count = readSync(0, bytes, filled, length - filled, null);
      if (count === 0) return undefined;
      filled += count;
    } catch (error) {
      if (!isRetryable(error)) throw error;
      sleep(1);
    }
  }
  return bytes;
}

/**
 * Waits for the one job of this process and announces its start. None comes when the host closes the
 * line instead: a warm process is then no longer wanted.
 */
export function takeJob(): Job | undefined {
  const header = readFully(4);
  const body = header && readFully(new DataView(header.buffer).getUint32(0, true));
  if (!body) return undefined;
  writeFrame(frameKind.started, new Uint8Array(0));
  return JSON.parse(new TextDecoder().decode(body)) as Job;
}

function writeFrame(kind: FrameKind, payload: Uint8Array): void {
  const frame = encodeFrame(kind, payload);
  let written = 0;
  while (written < frame.length) {
    try {
      written += writeSync(frameDescriptor, frame, written);
    } catch (error) {
      if (!isRetryable(error)) throw error;
      sleep(1);
    }
  }
}

const newline = 10;
const heldBytes = 4096;
const heldMilliseconds = 20;

/** The two output streams of a program, passed on by lines so that a killed program's output is kept. */
export interface Output {
  write(kind: 'stdout' | 'stderr', bytes: Uint8Array): void;
  flush(): void;
}

export function lineOutput(): Output {
  const held = { stdout: new Uint8Array(heldBytes), stderr: new Uint8Array(heldBytes) };
  const length = { stdout: 0, stderr: 0 };
  let flushedAt = 0;
  const flushOne = (kind: 'stdout' | 'stderr') => {
    if (length[kind] > 0) writeFrame(frameKind[kind], held[kind].subarray(0, length[kind]));
    length[kind] = 0;
    flushedAt = systemClock.monotonic();
  };
  return {
    write(kind, bytes) {
      if (bytes.length === 0) return;
      if (length[kind] + bytes.length > heldBytes) flushOne(kind);
      if (bytes.length > heldBytes) {
        writeFrame(frameKind[kind], bytes);
        return;
      }
      held[kind].set(bytes, length[kind]);
      length[kind] += bytes.length;
      if (bytes[bytes.length - 1] === newline || systemClock.monotonic() - flushedAt > heldMilliseconds) flushOne(kind);
    },
    flush() {
      flushOne('stdout');
      flushOne('stderr');
    },
  };
}

/** Says how the program ended: the last word of this process. */
export function finish(status: Finish['status'], startedAt: number): void {
  const end: Finish = {
    status,
    ms: systemClock.monotonic() - startedAt,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  writeFrame(frameKind.finished, new TextEncoder().encode(JSON.stringify(end)));
}
