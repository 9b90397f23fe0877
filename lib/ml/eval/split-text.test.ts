import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import { splitText } from './split-text';

const subjects = ['otter', 'heron', 'miller', 'pedlar', 'widow', 'ferryman', 'tailor', 'goose'];
const places = ['under the bridge', 'by the kiln', 'behind the orchard', 'on the causeway', 'near the well'];
/** Paragraphs that differ in their words, so that none is a copy of another. */
function paragraphs(count: number): string[] {
  const rng = createRng(5);
  const word = () => Array.from({ length: 6 }, () => String.fromCharCode(97 + rng.int(26))).join('');
  return Array.from(
    { length: count },
    (_, i) => `${i}. The ${rng.pick(subjects)} ${rng.pick(places)} said ${Array.from({ length: 14 }, word).join(' ')}.`,
  );
}
const all = (passages: readonly { text: string }[]): string => passages.map(({ text }) => text).join('\n\n');

describe('splitText', () => {
  it('puts every paragraph into one part, in passages of neighbours, the same way again', () => {
    const lines = paragraphs(300);
    const parts = splitText(lines.join('\n\n'), createRng(1));
    const placed = [...parts.train, ...parts.validation, ...parts.heldOut].flatMap(({ text }) => text.split('\n\n'));
    expect([...placed].sort()).toEqual([...lines].sort());
    expect(parts.heldOut.length).toBeGreaterThanOrEqual(10);
    expect(parts.validation.length).toBeGreaterThanOrEqual(4);
    expect(parts.leaksRemoved).toBe(0);
    for (const { text, lines: count } of parts.heldOut) {
      const numbers = text.split('\n\n').map((line) => parseInt(line, 10));
      expect(numbers).toEqual(Array.from({ length: count }, (_, i) => numbers[0] + i));
    }
    expect(splitText(lines.join('\n\n'), createRng(1))).toEqual(parts);
    expect(splitText(lines.join('\n\n'), createRng(2))).not.toEqual(parts);
  });

  it('takes out of the training what stands in the other parts, too', () => {
    const lines = paragraphs(300);
    const heldOut = splitText(lines.join('\n\n'), createRng(1)).heldOut[0].text.split('\n\n')[0];
    const number = parseInt(heldOut, 10);
    // A planted leak: the same paragraph again where the split puts it into the training.
    const trainNumber = parseInt(splitText(lines.join('\n\n'), createRng(1)).train[3].text, 10);
    const planted = lines.map((line, i) => (i === trainNumber ? heldOut.toUpperCase().padEnd(line.length).slice(0, line.length) : line));
    const parts = splitText(planted.join('\n\n'), createRng(1));
    expect(parts.leaksRemoved).toBe(1);
    expect(all(parts.train).toLowerCase()).not.toContain(heldOut.slice(0, 60).toLowerCase());
    expect(all(parts.heldOut)).toContain(`${number}. `);
  });

  it.each([
    ['single line ends', '\n'],
    ['no line ends', ' '],
  ])('divides a text with %s', (_, separator) => {
    const parts = splitText(paragraphs(300).join(separator), createRng(1));
    expect(parts.heldOut.length).toBeGreaterThanOrEqual(10);
  });

  it('refuses a text that cannot be divided, and one that only repeats itself', () => {
    expect(() => splitText('word '.repeat(1000), createRng(1))).toThrow(LoamError);
    expect(() => splitText(Array(300).fill(paragraphs(1)[0]).join('\n\n'), createRng(1))).toThrow('repeats itself');
  });
});
