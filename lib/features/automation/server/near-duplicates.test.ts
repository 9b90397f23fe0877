import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { findNearDuplicate, signatureFromBytes, signatureOf, toBytes, vectorFromBytes, vectorOf } from './near-duplicates';

const rng = createRng(3);
const wordList = Array.from({ length: 400 }, (_, i) => `word${i}`);
const textOf = (length: number) => Array.from({ length }, () => rng.pick(wordList)).join(' ');
const changed = (text: string, every: number) =>
  text
    .split(' ')
    .map((word, i) => (i % every === 0 ? 'other' : word))
    .join(' ');

describe('near-duplicates', () => {
  const text = textOf(180);
  const known = [{ id: 'a', signature: signatureOf(text) }];

  it('are found where few words differ, and not where many do', () => {
    expect(findNearDuplicate({ signature: signatureOf(text) }, known)).toMatchObject({ id: 'a', words: 1 });
    expect(findNearDuplicate({ signature: signatureOf(changed(text, 30)) }, known)?.id).toBe('a');
    expect(findNearDuplicate({ signature: signatureOf(changed(text, 4)) }, known)).toBeUndefined();
    expect(findNearDuplicate({ signature: signatureOf(textOf(180)) }, known)).toBeUndefined();
  });

  it('are found by meaning where the words differ', () => {
    const [vector, near, far] = [
      Float32Array.of(1, 0),
      Float32Array.of(0.995, Math.sqrt(1 - 0.995 ** 2)),
      Float32Array.of(0.9, Math.sqrt(0.19)),
    ];
    const other = [{ id: 'b', signature: signatureOf(textOf(180)), vector }];
    expect(findNearDuplicate({ signature: signatureOf(text), vector: near }, other)?.id).toBe('b');
    expect(findNearDuplicate({ signature: signatureOf(text), vector: far }, other)).toBeUndefined();
    expect(findNearDuplicate({ signature: signatureOf(text) }, other)).toBeUndefined();
  });

  it('survive the database', () => {
    const signature = signatureOf(text);
    const framed = new Uint8Array([9, ...toBytes(signature)]).subarray(1);
    expect(signatureFromBytes(framed)).toEqual(signature);
    const vector = Float32Array.of(0.25, -1, 3);
    expect(vectorFromBytes(toBytes(vector.subarray(1)))).toEqual(vector.slice(1));
  });

  it('read a text in windows to its end', async () => {
    const seen: string[] = [];
    const vector = await vectorOf(`${textOf(100)}. ${textOf(30)} end.`, async (windows) => {
      seen.push(...windows);
      return windows.map((_, i) => Float32Array.of(i === 0 ? 1 : 0, i === 0 ? 0 : 1));
    });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toContain('end.');
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 6);
    expect(await vectorOf(' ', async () => [])).toBeUndefined();
  });
});
