/*
 * The part of the tar format (POSIX ustar) that a backup needs: plain files with short names.
 */

const block = 512;
/** What eleven octal digits can say. */
const largestFile = 8 ** 11 - 1;

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** To be read to its end, or left alone, before the next entry is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** The archive is not what it should be: cut off, damaged, or no archive at all. */
export class ArchiveError extends Error {}

/** The header of a file; its bytes follow, then {@link padding}. */
export function tarHeader(name: string, size: number): Uint8Array {
  if (size > largestFile) throw new RangeError(`${name} is too large for an archive (8 GiB)`);
  const [prefix, base] = splitName(name);
  const header = Buffer.alloc(block);
  header.write(base, 0, 100, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345, 155, 'utf8');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What fills up the last block of a file. */
export function padding(size: number): Uint8Array {
  return new Uint8Array((block - (size % block)) % block);
}

/** The end of an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * block);
}

/** The files of an archive in their order. Throws {@link ArchiveError} where the bytes are no whole archive. */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const reader = new BlockReader(source);
  try {
    for (;;) {
      const header = await reader.exactly(block);
      if (header.every((byte) => byte === 0)) return;
      const { name, size } = parseHeader(header);
      const body = reader.part(size);
      yield { name, size, body };
      for await (const _rest of body);
      await reader.exactly(padding(size).length);
    }
  } finally {
    await reader.close();
  }
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (start: number, length: number): string => {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end === -1 ? length : end).toString('utf8');
  };
  if (text(257, 5) !== 'ustar' || parseInt(text(148, 8), 8) !== checksum(header)) throw new ArchiveError('a header is damaged');
  const prefix = text(345, 155);
  return { name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, size: parseInt(text(124, 12), 8) };
}

/** The sum of the header's bytes, its own field counted as spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);
}

function splitName(name: string): [prefix: string, base: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const parts: [string, string] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(parts[1]) <= 100 && Buffer.byteLength(parts[0]) <= 155) return parts;
  }
  throw new RangeError(`the name ${name} is too long for an archive`);
}

class BlockReader {
  #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.part(length)) parts.push(part);
    return Buffer.concat(parts);
  }

  async *part(length: number): AsyncGenerator<Uint8Array> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done) throw new ArchiveError('the archive is cut off');
        this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
        continue;
      }
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
