import { describe, expect, it } from 'vitest';
import { fitMemory } from './fit-memory';

const page = 65_536;
const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** (memory 2), (global (mut i32) (i32.const 1024)), both exported as m and g. */
const memory = [5, 3, 1, 0, 2];
const global = [6, 7, 1, 0x7f, 1, 0x41, 0x80, 0x08, 0x0b];
const exports = [7, 9, 2, 1, 0x6d, 2, 0, 1, 0x67, 3, 0];
const small = Uint8Array.from([...header, ...memory, ...global, ...exports]);

function instantiate(module: Uint8Array<ArrayBuffer>) {
  const { m, g } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports as { m: WebAssembly.Memory; g: WebAssembly.Global };
  return { memory: m, stackPointer: g.value as number };
}

describe('fitMemory', () => {
  it('lets the memory grow to its limit and no further', () => {
    const { memory, stackPointer } = instantiate(fitMemory(small, { growthBytes: 3 * page + 17 }));
    expect(memory.buffer.byteLength).toBe(2 * page);
    expect(memory.grow(3)).toBe(2);
    expect(() => memory.grow(1)).toThrow(RangeError);
    expect(stackPointer).toBe(1024);
  });

  it.each([1, 100, 512])('moves the stack behind the starting memory, with %i pages', (pages) => {
    const { memory, stackPointer } = instantiate(fitMemory(small, { growthBytes: page, stackBytes: pages * page }));
    expect(stackPointer).toBe((2 + pages) * page);
    expect(memory.buffer.byteLength).toBe((2 + pages) * page);
    memory.grow(1);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it('refuses a module of another shape', () => {
    expect(() => fitMemory(Uint8Array.from([...header, ...exports]), { growthBytes: page })).toThrow('0 memory sections');
    const twoGlobals = [6, 12, 2, 0x7f, 1, 0x41, 0x00, 0x0b, 0x7f, 1, 0x41, 0x80, 0x08, 0x0b];
    const withTwo = Uint8Array.from([...header, ...memory, ...twoGlobals]);
    expect(() => fitMemory(withTwo, { growthBytes: page, stackBytes: page })).toThrow('stack pointer');
  });
});
