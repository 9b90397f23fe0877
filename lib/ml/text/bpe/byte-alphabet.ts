/**
 * A printable character for each of the 256 bytes (GPT-2, Radford et al. 2019): printable Latin-1 stands
 * for itself, the rest for the characters from U+0100 on. So any bytes can be written as a token in JSON.
 */
export const characterOfByte: readonly string[] = buildAlphabet();

function buildAlphabet(): string[] {
  const printable = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
}

/** The UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, as everywhere in encoded text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

const encoder = new TextEncoder();
