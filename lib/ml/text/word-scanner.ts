const wordCharacter = /^[\p{L}\p{N}_]$/u;

const outside = 0;
const inside = 1;
const leadSurrogate = 2;

let unitKinds: Uint8Array | undefined;
const astralKinds = new Map<number, boolean>();

/** What each UTF-16 unit is to the scanner. Filled once: asking the regular expression per character is five times slower. */
function kindsOfUnits(): Uint8Array {
  if (unitKinds) return unitKinds;
  const kinds = new Uint8Array(65536);
  for (let unit = 0; unit < 65536; unit++) {
    if (unit >= 0xd800 && unit <= 0xdbff) kinds[unit] = leadSurrogate;
    else if (wordCharacter.test(String.fromCharCode(unit))) kinds[unit] = inside;
  }
  unitKinds = kinds;
  return kinds;
}

function isAstralWordCharacter(lead: number, trail: number): boolean {
  if (!(trail >= 0xdc00 && trail <= 0xdfff)) return false;
  const codePoint = (lead - 0xd800) * 0x400 + (trail - 0xdc00) + 0x10000;
  let known = astralKinds.get(codePoint);
  if (known === undefined) {
    known = wordCharacter.test(String.fromCodePoint(codePoint));
    astralKinds.set(codePoint, known);
  }
  return known;
}

/** Spreads a running hash over all bits, so that its low bits can address a table. */
export function finishHash(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export const hashStart = 0x811c9dc5 | 0;

export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/**
 * Walks over the words of a text without making strings: a word is a longest run of two or more code points of
 * [\p{L}\p{N}_], which is what scikit-learn's token pattern `(?u)\b\w\w+\b` finds. After {@link next} returned true,
 * `start` and `end` bound the word in UTF-16 units and `hash` is the hash of its units.
 */
export class WordScanner {
  start = 0;
  end = 0;
  hash = 0;
  private text = '';
  private at = 0;
  private readonly kinds = kindsOfUnits();

  constructor(private readonly shortest = 2) {}

  reset(text: string): void {
    this.text = text;
    this.at = 0;
  }

  next(): boolean {
    const { text, kinds, shortest } = this;
    const length = text.length;
    let at = this.at;
    for (;;) {
      while (at < length && kinds[text.charCodeAt(at)] === outside) at++;
      if (at >= length) break;
      const start = at;
      let points = 0;
      let hash = hashStart;
      while (at < length) {
        const unit = text.charCodeAt(at);
        const kind = kinds[unit];
        if (kind === inside) {
          hash = hashUnit(hash, unit);
          at++;
        } else if (kind === leadSurrogate && isAstralWordCharacter(unit, text.charCodeAt(at + 1))) {
          hash = hashUnit(hashUnit(hash, unit), text.charCodeAt(at + 1));
          at += 2;
        } else break;
        points++;
      }
      if (points >= shortest) {
        this.start = start;
        this.end = at;
        this.hash = finishHash(hash);
        this.at = at;
        return true;
      }
      if (points === 0) at++;
    }
    this.at = at;
    return false;
  }
}
