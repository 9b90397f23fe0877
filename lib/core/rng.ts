/** A source of reproducible randomness. Everything random in Loam takes one of these as an argument. */
export interface Rng {
  /** Uniform in [0, 1) with 32 random bits. */
  next(): number;
  /** Uniform integer in [0, n). Throws RangeError unless n is a positive integer up to 2^32. */
  int(n: number): number;
  /** Standard normal deviate (Box–Muller, one deviate per call so that the state stays four words). */
  normal(): number;
  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** A new list in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent stream that depends on this one's seed and the label only, not on how far this one has run. */
  fork(label: string): Rng;
  /** The generator's whole state, for checkpoints: see {@link restoreRng}. */
  state(): RngState;
}

export interface RngState {
  readonly seed: number;
  readonly words: readonly [number, number, number, number];
}

/**
 * A seeded generator: sfc32 (Doty-Humphrey, PractRand) over a state expanded by splitmix32.
 * The same seed gives the same sequence on every platform.
 */
export function createRng(seed: number): Rng {
  const next = splitmix32(seed >>> 0);
  const words: [number, number, number, number] = [next(), next(), next(), 1];
  const rng = fromState({ seed: seed >>> 0, words });
  for (let i = 0; i < 12; i++) rng.next();
  return rng;
}

/** Continues exactly where {@link Rng.state} was taken. */
export function restoreRng(state: RngState): Rng {
  return fromState(state);
}

/** FNV-1a over UTF-16 code units: a stable 32-bit seed for a label. Not for security. */
export function hashSeed(label: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function splitmix32(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x9e3779b9) | 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

function fromState({ seed, words }: RngState): Rng {
  let [a, b, c, counter] = words.map((word) => word | 0) as [number, number, number, number];
  const uint32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  const rng: Rng = {
    next: () => uint32() / 4294967296,
    int(n) {
      if (!Number.isInteger(n) || n < 1 || n > 4294967296) throw new RangeError(`int(n) needs a positive integer up to 2^32, got ${n}`);
      return Math.floor((uint32() / 4294967296) * n);
    },
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
      return radius * Math.cos(2 * Math.PI * rng.next());
    },
    pick(items) {
      if (items.length === 0) throw new RangeError('pick() needs a non-empty list');
      return items[rng.int(items.length)];
    },
    shuffle(items) {
      const shuffled = [...items];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = rng.int(i + 1);
        [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
      }
      return shuffled;
    },
    fork: (label) => createRng((seed ^ Math.imul(hashSeed(label), 0x9e3779b1)) >>> 0),
    state: () => ({ seed, words: [a >>> 0, b >>> 0, c >>> 0, counter >>> 0] }),
  };
  return rng;
}
