import { describe, expect, it } from 'vitest';
import { passagesOf } from './own-writing';

const sentence = (n: number, words = 12) => `${Array.from({ length: words }, (_, i) => `W${n}a${i}`).join(' ')}.`;
const paragraph = (n: number, sentences: number) => Array.from({ length: sentences }, (_, i) => sentence(n * 100 + i)).join(' ');

describe('passages of own writing', () => {
  it('are whole sentences, in order, none lost and none twice', () => {
    const text = Array.from({ length: 9 }, (_, n) => paragraph(n, 7)).join('\n\n');
    const { passages, tooShort } = passagesOf(text);
    expect(tooShort).toBe(0);
    expect(passages.join(' ')).toBe(text.replaceAll(/\s+/g, ' '));
    for (const passage of passages.slice(0, -1)) {
      expect(passage.split(' ').length).toBeGreaterThan(120);
      expect(passage.split(' ').length).toBeLessThan(280);
    }
  });

  it('end with a paragraph where one ends near', () => {
    const { passages } = passagesOf(`${paragraph(1, 13)}\n\n${paragraph(2, 13)}`);
    expect(passages).toEqual([paragraph(1, 13), paragraph(2, 13)]);
  });

  it('leave out what is too little to learn from', () => {
    expect(passagesOf('Too short.')).toEqual({ passages: [], tooShort: 1 });
    expect(passagesOf(sentence(1, 60))).toEqual({ passages: [], tooShort: 1 });
    expect(passagesOf(' \n\n ')).toEqual({ passages: [], tooShort: 0 });
  });
});
