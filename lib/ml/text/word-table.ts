import { withCapacity } from './typed-array-growth';

const fields = 4;
const lineEnd = 0x0a;

/** Set of words with dense ids 0, 1, …, looked up by their UTF-8 bytes so that a known word costs no allocation. */
export class WordTable {
  size = 0;
  /** Four fields a slot – hash, id + 1, where its bytes start, how many they are – so that a look-up touches one cache line. */
  private slots = new Int32Array(fields * 1024);
  /** All words, a line end after each. */
  private units: Uint8Array = new Uint8Array(4096);
  private used = 0;

  /** Id of the word bytes[start, end) whose {@link WordScanner} hash is given, or -1. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    return this.slots[this.slotOf(bytes, start, end, hash) + 1] - 1;
  }

  /** Id of the word, which is taken in when it is new. */
  add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slot = this.slotOf(bytes, start, end, hash);
    const known = this.slots[slot + 1];
    return known > 0 ? known - 1 : this.insert(slot, bytes, start, end, hash);
  }

  /** All words, by id. */
  list(): string[] {
    const all = new TextDecoder().decode(this.units.subarray(0, this.used));
    return all.split('\n', this.size);
  }

  private insert(slot: number, bytes: Uint8Array, start: number, end: number, hash: number): number {
    const id = this.size++;
    const length = end - start;
    this.slots.set([hash, id + 1, this.used, length], slot);
    this.units = withCapacity(this.units, this.used + length + 1);
    this.units.set(bytes.subarray(start, end), this.used);
    this.used += length + 1;
    this.units[this.used - 1] = lineEnd;
    if (this.size * 2 * fields > this.slots.length) this.rehash();
    return id;
  }

  private slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const { slots, units } = this;
    const last = slots.length - fields;
    for (let slot = (hash * fields) & last; ; slot = (slot + fields) & last) {
      if (slots[slot + 1] === 0) return slot;
      if (slots[slot] !== hash || slots[slot + 3] !== end - start) continue;
      let i = start;
      for (let at = slots[slot + 2]; i < end && bytes[i] === units[at]; at++) i++;
      if (i === end) return slot;
    }
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    const last = this.slots.length - fields;
    for (let from = 0; from < old.length; from += fields) {
      if (old[from + 1] === 0) continue;
      let to = (old[from] * fields) & last;
      while (this.slots[to + 1] !== 0) to = (to + fields) & last;
      this.slots.set(old.subarray(from, from + fields), to);
    }
  }
}
