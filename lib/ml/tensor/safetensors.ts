import { LoamError } from '@/lib/core/errors';
import { arrayConstructors, type DType } from './dtype';
import { fromBfloatBits, fromHalfBits, halfBits } from './half';
import { bytesOf, elementCount, type NamedTensors, type Tensor } from './tensor';

/**
 * The safetensors file format (huggingface/safetensors): eight bytes with the length of a JSON header, the
 * header with each tensor's type, shape and place, then the tensors one after another without gaps.
 */
export interface SafetensorsContent {
  readonly tensors: NamedTensors;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const fileTypes: Readonly<Record<DType, string>> = {
  float32: 'F32',
  float64: 'F64',
  int64: 'I64',
  int32: 'I32',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};
const ownTypes: Readonly<Record<string, DType>> = Object.fromEntries(Object.entries(fileTypes).map(([own, file]) => [file, own as DType]));
/** Stored in 16 bits, read as float32. */
const halfTypes: Readonly<Record<string, (bits: number) => number>> = { F16: fromHalfBits, BF16: fromBfloatBits };

/** The reference implementation's limit. */
const longestHeader = 100_000_000;

/**
 * Writes tensors as a safetensors file. With `half`, float32 tensors are rounded to half precision; the
 * order of the tensors is that of their names, so equal content gives equal bytes.
 */
export function writeSafetensors(
  tensors: NamedTensors,
  { metadata, half = false }: { metadata?: Readonly<Record<string, string>>; half?: boolean } = {},
): Uint8Array {
  const names = [...tensors.keys()].sort();
  const bodies = names.map((name) => body(tensors.get(name)!, half));
  let end = 0;
  const entries = names.map((name, i) => {
    const { dtype, shape } = tensors.get(name)!;
    const start = end;
    end += bodies[i].byteLength;
    const entry: Entry = { dtype: half && dtype === 'float32' ? 'F16' : fileTypes[dtype], shape, data_offsets: [start, end] };
    return [name, entry] as const;
  });
  const header = new TextEncoder().encode(
    JSON.stringify({ ...(metadata ? { __metadata__: metadata } : {}), ...Object.fromEntries(entries) }),
  );
  // Tensors begin on a multiple of eight, so that readers may map the file; the format pads the header with spaces.
  const headerLength = Math.ceil(header.byteLength / 8) * 8;
  const file = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(header, 8);
  entries.forEach(([, { data_offsets }], i) => file.set(bodies[i], 8 + headerLength + data_offsets[0]));
  return file;
}

/**
 * Reads a safetensors file; tensors of 16-bit floats arrive as float32. The data are copies.
 * @throws LoamError `unprocessable` for anything that is not a whole, sound file
 */
export function readSafetensors(file: Uint8Array): SafetensorsContent {
  const { header, start } = readHeader(file);
  const { __metadata__: metadata = {}, ...entries } = header;
  // A Buffer's slice() would share memory and be unaligned: take it for the plain bytes it holds.
  const body = new Uint8Array(file.buffer, file.byteOffset + start, file.byteLength - start);
  const sorted = Object.entries(entries as Record<string, Entry>).map(([name, entry]) => ({ name, ...checkEntry(name, entry) }));
  sorted.sort((left, right) => left.begin - right.begin || left.end - right.end);
  let covered = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== covered) throw damaged(`the data of ${name} overlap others or leave a gap`);
    covered = end;
  }
  if (covered !== body.byteLength) throw damaged(`it holds ${body.byteLength} bytes of data, its header speaks of ${covered}`);
  const tensors = new Map(sorted.map(({ name, dtype, shape, begin, end }) => [name, readTensor(dtype, shape, body.slice(begin, end))]));
  return { tensors, metadata: metadata as Record<string, string> };
}

function readHeader(file: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (file.byteLength < 8) throw damaged('it is shorter than a header');
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > BigInt(longestHeader)) throw damaged(`its header would be ${length} bytes long`);
  const start = 8 + Number(length);
  if (start > file.byteLength) throw damaged('it ends inside its header');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.subarray(8, start)));
  } catch (cause) {
    throw damaged('its header is not JSON', cause);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw damaged('its header is not an object');
  return { header: header as Record<string, unknown>, start };
}

function checkEntry(name: string, entry: Entry): { dtype: string; shape: readonly number[]; begin: number; end: number } {
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  const whole = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!Array.isArray(shape) || !shape.every(whole) || !Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(whole)) {
    throw damaged(`the header's entry for ${name} is not one of a tensor`);
  }
  const size = dtype in halfTypes ? 2 : dtype in ownTypes ? arrayConstructors[ownTypes[dtype]].BYTES_PER_ELEMENT : undefined;
  if (size === undefined) throw damaged(`${name} has the type ${String(dtype)}, which cannot be read here`);
  const [begin, end] = offsets as [number, number];
  if (end - begin !== elementCount(shape) * size)
    throw damaged(`${name} of shape [${shape.join(', ')}] does not fit into ${end - begin} bytes`);
  return { dtype, shape, begin, end };
}

function body(value: Tensor, half: boolean): Uint8Array {
  if (!half || value.dtype !== 'float32') return bytesOf(value);
  return new Uint8Array(Uint16Array.from(value.data as Float32Array, halfBits).buffer);
}

/** `bytes` is a copy, so it begins where its buffer does and is aligned for every type. */
function readTensor(dtype: string, shape: readonly number[], bytes: Uint8Array<ArrayBuffer>): Tensor {
  if (dtype in halfTypes) return { dtype: 'float32', shape, data: Float32Array.from(new Uint16Array(bytes.buffer), halfTypes[dtype]) };
  const own = ownTypes[dtype];
  return { dtype: own, shape, data: new arrayConstructors[own](bytes.buffer, 0, elementCount(shape)) };
}

function damaged(why: string, cause?: unknown): LoamError {
  return new LoamError('unprocessable', `This is not a sound safetensors file: ${why}. Get the file again.`, { cause });
}
