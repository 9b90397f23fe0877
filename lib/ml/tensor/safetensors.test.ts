import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { fromHalfBits, halfBits } from './half';
import { readSafetensors, writeSafetensors } from './safetensors';
import { float32, int32, type NamedTensors, type Tensor } from './tensor';

const sample: NamedTensors = new Map<string, Tensor>([
  ['b', float32([2, 2], [1, 2.5, -3, 1 / 3])],
  ['a', int32([3], [1, 2, 3])],
]);

/** A file with any header, sound or not. */
function fileOf(header: unknown, body = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(body, 8 + text.length);
  return file;
}

describe('safetensors', () => {
  it('reads what it wrote, and writes equal content as equal bytes', () => {
    const file = writeSafetensors(sample, { metadata: { format: 'pt' } });
    const { tensors, metadata } = readSafetensors(file);
    expect(metadata).toEqual({ format: 'pt' });
    expect(new Map(tensors)).toEqual(new Map(sample));
    expect(writeSafetensors(new Map([...sample].reverse()), { metadata: { format: 'pt' } })).toEqual(file);
  });

  it('reads a file that another implementation wrote', async () => {
    const file = await readFile(projectPath('lib/ml/tensor/testing/other-writer.safetensors'));
    const { tensors, metadata } = readSafetensors(file);
    expect(metadata).toEqual({ format: 'np' });
    expect(tensors.get('weights')).toMatchObject({ dtype: 'float32', shape: [3, 4] });
    expect([...(tensors.get('weights')!.data as Float32Array)]).toEqual(
      Array.from({ length: 12 }, (_, i) => Math.fround(i === 11 ? 2 : -2 + (4 / 11) * i)),
    );
    expect([...(tensors.get('halves')!.data as Float32Array)]).toEqual([0, -0, 1, 65504, 2 ** -24, -0.333251953125, Infinity]);
    expect([...(tensors.get('ids')!.data as Int32Array)]).toEqual([1, -2, 3, 2 ** 31 - 1]);
    expect([...(tensors.get('long')!.data as BigInt64Array)]).toEqual([-(2n ** 62n), 5n]);
    expect([...(tensors.get('flags')!.data as Uint8Array)]).toEqual([1, 0, 1]);
    expect(tensors.get('empty')).toMatchObject({ shape: [0, 4] });
    expect(tensors.get('scalar')!.data[0]).toBe(7.5);
  });

  it('halves the file at half precision', () => {
    const { tensors } = readSafetensors(writeSafetensors(sample, { half: true }));
    expect([...(tensors.get('b')!.data as Float32Array)]).toEqual([1, 2.5, -3, 0.333251953125]);
    expect(tensors.get('a')).toEqual(sample.get('a'));
  });

  const entry = (offsets: [number, number], shape = [1]) => ({ dtype: 'F32', shape, data_offsets: offsets });
  it.each([
    ['an empty file', new Uint8Array()],
    ['a header of 100 GB', new Uint8Array([0, 0, 0, 0, 100, 0, 0, 0, 1])],
    ['an end inside the header', fileOf({ a: entry([0, 4]) }).slice(0, 20)],
    ['a header that is no JSON', fileOf('{"a":')],
    ['a list for a header', fileOf([1])],
    ['overlapping tensors', fileOf({ a: entry([0, 4]), b: entry([0, 4]) }, new Uint8Array(4))],
    ['a gap', fileOf({ a: entry([4, 8]) }, new Uint8Array(8))],
    ['bytes left over', fileOf({ a: entry([0, 4]) }, new Uint8Array(5))],
    ['a truncated body', fileOf({ a: entry([0, 4]) }, new Uint8Array(3))],
    ['a shape that does not fit', fileOf({ a: entry([0, 4], [2]) }, new Uint8Array(4))],
    ['a negative dimension', fileOf({ a: entry([0, 4], [-1]) }, new Uint8Array(4))],
    ['an unknown type', fileOf({ a: { ...entry([0, 4]), dtype: 'F4' } }, new Uint8Array(4))],
    ['an entry that is null', fileOf({ a: null })],
  ])('refuses %s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(LoamError);
  });
});

describe('half precision', () => {
  it('is exact for every one of the 65,536 numbers', () => {
    for (let bits = 0; bits < 65_536; bits++) {
      const value = fromHalfBits(bits);
      if (Number.isNaN(value)) expect(halfBits(value) & 0x7c00).toBe(0x7c00);
      else if (halfBits(value) !== bits) throw new Error(`${bits} came back as ${halfBits(value)}`);
    }
  });

  it('takes the nearer neighbour, the even one of two', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
        const bits = halfBits(value);
        const error = Math.abs(fromHalfBits(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          if ((neighbour & 0x7c00) === 0x7c00 || neighbour < 0 || ((neighbour ^ bits) & 0x8000) !== 0) continue;
          const other = Math.abs(fromHalfBits(neighbour) - value);
          if (other < error || (other === error && bits % 2 === 1)) throw new Error(`${value} became ${fromHalfBits(bits)}`);
        }
      }),
      { numRuns: 2000 },
    );
    // Ties are too rare to be drawn: every midpoint of two neighbours, below the largest number.
    for (let bits = 0; bits < 0x7bff; bits++) {
      const middle = (fromHalfBits(bits) + fromHalfBits(bits + 1)) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      if (halfBits(middle) !== even || halfBits(-middle) !== (even | 0x8000)) throw new Error(`${middle} became ${halfBits(middle)}`);
    }
    expect([65519, 65520, 1e30].map((x) => fromHalfBits(halfBits(x)))).toEqual([65504, Infinity, Infinity]);
  });
});
