/** Numbers in eight bits each. */
export interface SignedBytes {
  /** What one step of the stored integers is worth. */
  readonly scale: number;
  /** Signed bytes in base64. */
  readonly bytes: string;
}

export function toSignedBytes(values: Float32Array): SignedBytes {
  const scale = (values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1) / 127;
  const bytes = new Uint8Array(Int8Array.from(values, (value) => Math.round(value / scale)).buffer);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { scale, bytes: btoa(binary) };
}

export function fromSignedBytes({ scale, bytes }: SignedBytes): Float32Array {
  const unsigned = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  return Float32Array.from(new Int8Array(unsigned.buffer), (value) => value * scale);
}
