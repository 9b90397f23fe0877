import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, encodeJob, frameKind, frameReader } from './frames';

describe('frames', () => {
  it('come out as they went in, however they are cut', () => {
    const kinds = Object.values(frameKind);
    const frame = fc.record({ kind: fc.constantFrom(...kinds), payload: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (sent, size) => {
        const bytes = Buffer.concat(sent.map(({ kind, payload }) => encodeFrame(kind, payload)));
        const received: unknown[] = [];
        const read = frameReader((kind, payload) => received.push({ kind, payload: Uint8Array.from(payload) }));
        for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
        expect(received).toEqual(sent.map(({ kind, payload }) => ({ kind, payload: Uint8Array.from(payload) })));
      }),
    );
  });

  it('carry a job behind its length in bytes', () => {
    const job = { language: 'python', code: 'print("é")', stdin: '' };
    const bytes = Buffer.from(encodeJob(job));
    expect(bytes.readUInt32LE(0)).toBe(bytes.length - 4);
    expect(JSON.parse(bytes.subarray(4).toString('utf8'))).toEqual(job);
  });
});
