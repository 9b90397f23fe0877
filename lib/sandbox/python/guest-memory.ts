/** The interpreter's memory as its system calls address it: 32-bit pointers, little-endian numbers. */
export interface GuestMemory {
  view(): DataView;
  /** The memory itself, not a copy. Valid until the memory grows. */
  bytesAt(pointer: number, length: number): Uint8Array<ArrayBuffer>;
  textAt(pointer: number, length: number): string;
  put32(pointer: number, value: number): void;
  put64(pointer: number, value: bigint): void;
  /** How many strings there are, and their bytes together, each closed by a zero. */
  putSizes(values: readonly string[], count: number, size: number): void;
  /** The strings in a buffer, and a pointer to each. */
  putStrings(values: readonly string[], pointers: number, buffer: number): void;
  /** The pieces of memory that an array of (pointer, length) pairs names. */
  vectors(pointer: number, count: number): Uint8Array[];
}

const closed = (value: string) => new TextEncoder().encode(`${value}\0`);

/**
 * Reads and writes a WebAssembly memory.
 *
 * @throws RangeError from each function for a place outside the memory.
 */
export function guestMemory(memory: () => WebAssembly.Memory): GuestMemory {
  const buffer = () => memory().buffer as ArrayBuffer;
  const view = () => new DataView(buffer());
  const bytesAt = (pointer: number, length: number) => new Uint8Array(buffer(), pointer >>> 0, length >>> 0);
  const put32 = (pointer: number, value: number) => view().setUint32(pointer >>> 0, value, true);
  return {
    view,
    bytesAt,
    put32,
    textAt: (pointer, length) => new TextDecoder().decode(bytesAt(pointer, length)),
    put64: (pointer, value) => view().setBigUint64(pointer >>> 0, value, true),
    putSizes(values, count, size) {
      put32(count, values.length);
      put32(
        size,
        values.reduce((sum, value) => sum + closed(value).length, 0),
      );
    },
    putStrings(values, pointers, start) {
      let at = start;
      values.forEach((value, index) => {
        const bytes = closed(value);
        put32(pointers + index * 4, at);
        bytesAt(at, bytes.length).set(bytes);
        at += bytes.length;
      });
    },
    vectors(pointer, count) {
      const now = view();
      return Array.from({ length: count }, (_, index) => {
        const at = (pointer >>> 0) + index * 8;
        return bytesAt(now.getUint32(at, true), now.getUint32(at + 4, true));
      });
    },
  };
}
