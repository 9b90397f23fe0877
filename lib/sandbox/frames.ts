/**
 * What a sandbox process tells its host: frames of one kind byte, a little-endian 32-bit length and
 * that many bytes, on file descriptor 3. The interpreter's own file descriptors never reach it, so a
 * program cannot forge a frame.
 */
export const frameKind = { started: 1, stdout: 2, stderr: 3, finished: 4 } as const;
export type FrameKind = (typeof frameKind)[keyof typeof frameKind];

export const frameDescriptor = 3;
const headerBytes = 5;

/** The program handed to a sandbox process, once, as JSON behind its 32-bit length on standard input. */
export interface Job {
  readonly language: string;
  readonly code: string;
  readonly stdin: string;
}

/** The last frame, as JSON. */
export interface Finish {
  readonly status: 'ok' | 'error' | 'memory' | 'refused';
  /** Wall milliseconds from taking the job. */
  readonly ms: number;
  /** Largest resident memory of the process, in bytes. */
  readonly peakBytes: number;
}

/** One frame as bytes ready to write. */
export function encodeFrame(kind: FrameKind, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headerBytes + payload.length);
  frame[0] = kind;
  new DataView(frame.buffer).setUint32(1, payload.length, true);
  frame.set(payload, headerBytes);
  return frame;
}

/** A job as the bytes that a sandbox process reads from its standard input. */
export function encodeJob(job: Job): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(job));
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return bytes;
}

/** Takes chunks as they arrive and calls back once per whole frame. */
export function frameReader(onFrame: (kind: number, payload: Buffer) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let offset = 0;
    while (pending.length - offset >= headerBytes) {
      const length = pending.readUInt32LE(offset + 1);
      if (pending.length - offset < headerBytes + length) break;
      const start = offset + headerBytes;
      onFrame(pending[offset], pending.subarray(start, start + length));
      offset = start + length;
    }
    pending = pending.subarray(offset);
  };
}
