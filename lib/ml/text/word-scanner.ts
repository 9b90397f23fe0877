const wordCharacter = /^[\p{L}\p{N}_]$/u;

const outside = 0;
const inside = 1;
const beyondAscii = 2;

/** What each byte of UTF-8 is to the scanner. */
const byteKinds = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 ? beyondAscii : wordCharacter.test(String.fromCharCode(byte)) ? inside : outside,
);

/** By code point beyond ASCII: 1 for a word character, 2 for any other, 0 before it was asked for. */
const knownPoints = new Uint8Array(0x110000);

function isWordPoint(point: number): boolean {
  if (knownPoints[point] === 0) knownPoints[point] = wordCharacter.test(String.fromCodePoint(point)) ? 1 : 2;
  return knownPoints[point] === 1;
}

/** Length in bytes of the character whose first byte is given; continuation bytes do not begin one. */
function encodedLength(first: number): number {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

function pointAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0xe0) return ((first & 0x1f) << 6) | (bytes[at + 1] & 0x3f);
  if (first < 0xf0) return ((first & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f);
  return ((first & 0x07) << 18) | ((bytes[at + 1] & 0x3f) << 12) | ((bytes[at + 2] & 0x3f) << 6) | (bytes[at + 3] & 0x3f);
}

/** Spreads a running hash over all bits, so that its low bits can address a table. */
export function finishHash(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export const hashStart = 0x811c9dc5 | 0;

/** One step of FNV-1a. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/**
 * Walks over the words of a text without making strings: a word is a longest run of two or more code points of
 * [\p{L}\p{N}_], which is what scikit-learn's token pattern `(?u)\b\w\w+\b` finds. After {@link next} returned true,
 * the word is bytes[start, end) in UTF-8, and `hash` is its hash. Bytes, because going through a typed array costs
 * half of asking a string for its units.
 */
export class WordScanner {
  start = 0;
  end = 0;
  hash = 0;
  bytes = new Uint8Array(16384);
  private length = 0;
  private at = 0;
  private readonly encoder = new TextEncoder();

  reset(text: string): void {
    if (this.bytes.length < 3 * text.length) this.bytes = new Uint8Array(Math.max(3 * text.length, 2 * this.bytes.length));
    this.length = this.encoder.encodeInto(text, this.bytes).written;
    this.at = 0;
  }

  next(): boolean {
    const { bytes, length } = this;
    let at = this.at;
    for (;;) {
      while (at < length && byteKinds[bytes[at]] === outside) at++;
      if (at >= length) break;
      const start = at;
      let points = 0;
      let hash = hashStart;
      while (at < length) {
        const byte = bytes[at];
        const kind = byteKinds[byte];
        if (kind === inside) {
          hash = hashUnit(hash, byte);
          at++;
        } else if (kind === beyondAscii && isWordPoint(pointAt(bytes, at))) {
          for (const end = at + encodedLength(byte); at < end; at++) hash = hashUnit(hash, bytes[at]);
        } else break;
        points++;
      }
      if (points >= 2) {
        this.start = start;
        this.end = at;
        this.hash = finishHash(hash);
        this.at = at;
        return true;
      }
      if (points === 0) at += encodedLength(bytes[at]);
    }
    this.at = at;
    return false;
  }
}
