import { withCapacity } from './typed-array-growth';

const fields = 4;

/** Set of words with dense ids 0, 1, …, looked up by a range of a string so that a known word costs no allocation. */
export class WordTable {
  size = 0;
  /** Four fields a slot – hash, id + 1, where its units start, how many they are – so that a look-up touches one cache line. */
  private slots = new Int32Array(fields * 1024);
  private units: Uint16Array = new Uint16Array(4096);
  private ends: Int32Array = new Int32Array(512);

  /** Id of the word text[start, end) whose {@link WordScanner} hash is given, or -1. */
  find(text: string, start: number, end: number, hash: number): number {
    return this.slots[this.slotOf(text, start, end, hash) + 1] - 1;
  }

  /** Id of the word, which is taken in when it is new. */
  add(text: string, start: number, end: number, hash: number): number {
    const slot = this.slotOf(text, start, end, hash);
    const known = this.slots[slot + 1];
    return known > 0 ? known - 1 : this.insert(slot, text, start, end, hash);
  }

  /** All words, by id. */
  list(): string[] {
    const all = new TextDecoder('utf-16le').decode(this.units.subarray(0, this.size === 0 ? 0 : this.ends[this.size - 1]));
    return Array.from({ length: this.size }, (_, id) => all.slice(id === 0 ? 0 : this.ends[id - 1], this.ends[id]));
  }

  private insert(slot: number, text: string, start: number, end: number, hash: number): number {
    const id = this.size++;
    const from = id === 0 ? 0 : this.ends[id - 1];
    this.units = withCapacity(this.units, from + end - start);
    this.ends = withCapacity(this.ends, id + 1);
    for (let i = start; i < end; i++) this.units[from + i - start] = text.charCodeAt(i);
    this.ends[id] = from + end - start;
    this.slots.set([hash, id + 1, from, end - start], slot);
    if (this.size * 2 * fields > this.slots.length) this.rehash();
    return id;
  }

  private slotOf(text: string, start: number, end: number, hash: number): number {
    const { slots, units } = this;
    const last = slots.length - fields;
    for (let slot = (hash * fields) & last; ; slot = (slot + fields) & last) {
      if (slots[slot + 1] === 0) return slot;
      if (slots[slot] !== hash || slots[slot + 3] !== end - start) continue;
      let i = start;
      for (let at = slots[slot + 2]; i < end && text.charCodeAt(i) === units[at]; at++) i++;
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
