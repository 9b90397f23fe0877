const pageBytes = 65_536;
const memorySection = 5;
const globalSection = 6;
const moduleHeaderBytes = 8;
const i32 = 0x7f;
const i32Const = 0x41;
const end = 0x0b;

export interface MemoryShape {
  /** The memory never grows past this, its starting size and stack not counted. Bytes. */
  readonly growthBytes: number;
  /** Where given, the C stack gets this much room of its own. Bytes, a multiple of 65,536. */
  readonly stackBytes?: number;
}

interface Section {
  readonly id: number;
  /** With the section's own header. */
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

function readUnsigned(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let shift = 0;
  let next = at;
  for (;;) {
    const byte = bytes[next++];
    value |= (byte & 127) << shift;
    if (byte < 128) return { value: value >>> 0, next };
    shift += 7;
  }
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** A positive number in signed LEB128: the sixth bit of the last byte must be clear. */
function positive(value: number): number[] {
  const bytes = unsigned(value);
  const last = bytes[bytes.length - 1];
  if (last & 64) {
    bytes[bytes.length - 1] = last | 128;
    bytes.push(0);
  }
  return bytes;
}

function sections(module: Uint8Array): Section[] {
  const found: Section[] = [];
  for (let at = moduleHeaderBytes; at < module.length;) {
    const size = readUnsigned(module, at + 1);
    found.push({ id: module[at], start: at, body: size.next, end: size.next + size.value });
    at = size.next + size.value;
  }
  return found;
}

function only(all: readonly Section[], id: number, name: string): Section {
  const found = all.filter((section) => section.id === id);
  if (found.length !== 1) throw new Error(`the interpreter's module has ${found.length} ${name} sections, not one`);
  return found[0];
}

/**
 * Rewrites an interpreter's module in two places of its binary form (WebAssembly core specification,
 * sections 5.5.8 and 5.5.9).
 *
 * Its memory gets a largest size, so that the engine refuses to grow it further and the program sees
 * an ordinary failed allocation. And where `stackBytes` is given its C stack moves to fresh pages
 * behind the starting memory: Python's, 512 KB at the bottom of the memory as built, ends at some
 * seventy nested calls through C (a memoised recursion, a recursive generator), long before Python's
 * own limit of a thousand.
 *
 * @throws when the module does not declare exactly one memory, or its stack is to move and the stack
 *   pointer is not its only global.
 */
export function fitMemory(module: Uint8Array, { growthBytes, stackBytes = 0 }: MemoryShape): Uint8Array<ArrayBuffer> {
  const all = sections(module);
  const memory = only(all, memorySection, 'memory');
  const limits = readUnsigned(module, memory.body);
  if (limits.value !== 1) throw new Error(`the interpreter has ${limits.value} memories, not one`);
  const starting = readUnsigned(module, limits.next + 1).value;
  const withStack = starting + stackBytes / pageBytes;
  const largest = withStack + Math.floor(growthBytes / pageBytes);
  const replacements = new Map([[memory, [...unsigned(1), 1, ...unsigned(withStack), ...unsigned(largest)]]]);

  if (stackBytes > 0) {
    const globals = only(all, globalSection, 'global');
    const declared = [...module.subarray(globals.body, globals.body + 4)];
    if (declared.join() !== [1, i32, 1, i32Const].join()) throw new Error('the only global of the interpreter is not its stack pointer');
    replacements.set(globals, [...unsigned(1), i32, 1, i32Const, ...positive(withStack * pageBytes), end]);
  }

  const pieces: Uint8Array[] = [];
  let copied = 0;
  for (const [section, body] of replacements) {
    pieces.push(module.subarray(copied, section.start), Uint8Array.from([section.id, ...unsigned(body.length), ...body]));
    copied = section.end;
  }
  pieces.push(module.subarray(copied));
  const fitted = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    fitted.set(piece, at);
    at += piece.length;
  }
  return fitted;
}
