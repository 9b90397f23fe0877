import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from './testing/any-text';
import { sentenceWindows } from './windows';

describe('sentenceWindows', () => {
  it('packs whole sentences up to the limit', () => {
    const text = 'The kiln is hot. The clay is wet.\nNobody waits. A bowl stands on the shelf beside the door.';
    expect(sentenceWindows(text, 10)).toEqual([
      'The kiln is hot. The clay is wet. Nobody waits.',
      'A bowl stands on the shelf beside the door.',
    ]);
  });

  it('cuts a sentence that is longer than a window', () => {
    expect(sentenceWindows('one two three four five', 2)).toEqual(['one two', 'three four', 'five']);
  });

  it('loses no word and exceeds no limit, for any text', () => {
    const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const windows = sentenceWindows(text, most);
        expect(windows.flatMap(wordsOf)).toEqual(wordsOf(text));
        for (const window of windows) expect(wordsOf(window).length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('refuses windows without words', () => {
    expect(() => sentenceWindows('a', 0)).toThrow(RangeError);
  });
});
