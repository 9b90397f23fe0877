import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences';
import { anyText } from './testing/any-text';

const cases: readonly (readonly string[])[] = [
  ['Dr. Smith met Mrs. Jones at 3.15 p.m. on Monday.', 'They talked.'],
  ['Use a list, e.g. Python’s own, i.e. the built-in one.', 'It is fast.'],
  ['“Why?” he asked.', '“Because,” she said.', 'He left!'],
  ['"Stop!"', 'She ran.'],
  ['It costs 3.50 in the U.S. today.', 'In the U.K. it does not.'],
  ['J. K. Rowling wrote it.', 'So did W. H. Auden.'],
  ['He worked for Acme Inc. until May.', 'She works for Acme Inc.', 'They met there.'],
  ['See Fig. 3 and No. 7.', 'Is this art?', 'Yes, it is art.', 'I said no.', 'He agreed.'],
  ['Wait... what?', 'Well…', 'Fine.'],
  ['Open main.py, then run v1.2.3 of the tool.', 'Done.'],
  ['これは文です。', 'これも文です！', '本当？', 'はい'],
  ['It was I.', 'The others had gone.'],
  ['1. Open the box.', '2. Look inside.'],
  ['A title without a stop', 'And its paragraph.'],
  ['He came home at 5 p.m.', 'She was there.'],
  ['(This stands in brackets.)', 'This does not.'],
  ['Really?!', 'Yes!!!'],
];

describe('splitSentences', () => {
  it.each(cases.map((sentences) => [sentences.join(' | '), sentences] as const))('%s', (_, sentences) => {
    const joined = sentences.join(sentences[0].startsWith('A title') || sentences[0].startsWith('1.') ? '\n\n' : ' ');
    expect(splitSentences(joined).map(({ text }) => text)).toEqual(sentences);
  });

  it('loses nothing but white space, in any text', () => {
    const piece = fc.constantFrom('Mr', '.', '!', '"', ' ', '\n', '\n\n', 'A', 'b', '3', '…', '。', 'e.g.', '?)', '\u2029', '🙂');
    const text = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((list) => list.join('')),
      anyText(),
    );
    fc.assert(
      fc.property(text, (whole) => {
        let at = 0;
        for (const { text: sentence, start, end } of splitSentences(whole)) {
          expect(whole.slice(at, start).trim()).toBe('');
          expect(whole.slice(start, end)).toBe(sentence);
          expect(sentence).toBe(sentence.trim());
          at = end;
        }
        expect(whole.slice(at).trim()).toBe('');
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('stays linear on hostile text', () => {
    expect(splitSentences('Mr. '.repeat(50_000))).toHaveLength(1);
    expect(splitSentences('.'.repeat(200_000))).toHaveLength(1);
    expect(splitSentences(`${'.'.repeat(200_000)}x`)).toHaveLength(1);
    expect(splitSentences('."'.repeat(100_000))).toHaveLength(1);
    expect(splitSentences('\n'.repeat(100_000))).toHaveLength(0);
  }, 5_000);
});
