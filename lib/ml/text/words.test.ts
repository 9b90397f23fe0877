import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointOrder, ngrams, words } from './words';
import { anyText } from './testing/any-text';

describe('words', () => {
  it('finds what the token pattern of scikit-learn finds, in any text', () => {
    fc.assert(
      fc.property(anyText(60), (text) => {
        expect(words(text)).toEqual(text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []);
        expect(words(text, { lowercase: false, shortest: 1 })).toEqual(text.match(/[\p{L}\p{N}_]+/gu) ?? []);
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('sees surrogate pairs as one character and passes lone halves over', () => {
    expect(words('𝒳𝒴 𝒳 \ud835ab\udc00cd')).toEqual(['𝒳𝒴', 'ab', 'cd']);
  });
});

describe('ngrams', () => {
  it('joins neighbours', () => {
    expect(ngrams(['a', 'b', 'c'], 2)).toEqual(['a b', 'b c']);
    expect(ngrams(['a'], 2)).toEqual([]);
    expect(() => ngrams(['a'], 0)).toThrow(RangeError);
  });
});

describe('codePointOrder', () => {
  it('orders as arrays of code points do', () => {
    const list = fc.uniqueArray(
      anyText(6).filter((text) => !/\p{Cs}/u.test(text)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(list, (strings) => {
        const utf32 = (text: string): string => Array.from(text, (c) => (c.codePointAt(0) ?? 0).toString(16).padStart(6, '0')).join('');
        const expected = strings.map(utf32).sort();
        expect(Array.from(codePointOrder(strings), (i) => utf32(strings[i]))).toEqual(expected);
      }),
      { seed: 2 },
    );
  });
});
