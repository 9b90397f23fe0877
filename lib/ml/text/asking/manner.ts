import type { Rng } from '@/lib/core/rng';

const openings = ['', '', '', '', '', '', '', 'hi, ', 'help: ', 'please, ', 'beginner here, ', 'can someone tell me ', 'i wonder '];

/** The question as somebody types it in a hurry: mostly in lower case, without marks, now and then with a slip or a word missing. */
export function asTyped(question: string, rng: Rng): string {
  let text = question.replace(/\s+/g, ' ').trim();
  if (rng.next() < 0.15) text = rng.pick(openings) + text;
  if (rng.next() < 0.3) text = text.replace(/['’]/g, '');
  if (rng.next() < 0.5) text = text.replace(/[?.!]+$/, '');
  else if (!/[?.!]$/.test(text) && rng.next() < 0.4) text = `${text}?`;
  const words = text.split(' ');
  if (words.length > 5 && rng.next() < 0.15) words.splice(rng.int(words.length), 1);
  if (words.length > 3 && rng.next() < 0.12) {
    const at = rng.int(words.length);
    words[at] = slip(words[at], rng);
  }
  return words.join(' ');
}

/** Two neighbouring letters swapped, or one left out. */
function slip(word: string, rng: Rng): string {
  if (word.length < 5) return word;
  const at = 1 + rng.int(word.length - 2);
  return rng.next() < 0.5 ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) : word.slice(0, at) + word.slice(at + 1);
}

/** A few words of a text that are rare elsewhere, in their order: what people type into a search box. */
export function keywordsOf(text: string, frequency: (word: string) => number, rng: Rng): string {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]{2,}/gu) ?? [])].filter((word) => frequency(word) < 20_000);
  const odds = new Map(words.map((word) => [word, rng.next() * Math.sqrt(frequency(word) + 3)]));
  const chosen = new Set([...words].sort((a, b) => odds.get(a)! - odds.get(b)!).slice(0, 3 + rng.int(4)));
  return words.filter((word) => chosen.has(word)).join(' ');
}
