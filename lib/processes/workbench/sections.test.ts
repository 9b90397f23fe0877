import { describe, expect, it } from 'vitest';
import { reciprocalRank } from './reciprocal-rank';
import { sectionsOf } from './sections';

const sentence = 'The kiln must be quite cold before anybody opens its heavy door in the morning.';

describe('the sections of a text', () => {
  it('stand under the headings that lead to them, without code', () => {
    const text = `# Pottery\n\n${sentence}\n\n## The kiln\n${sentence} ${sentence}\n\n\`\`\`\nfire()\n\`\`\`\n\n## The \`wheel\`\n\n${sentence}`;
    expect(sectionsOf(text)).toEqual([
      { title: 'Pottery', headings: [], text: sentence },
      { title: 'Pottery', headings: ['The kiln'], text: `${sentence} ${sentence}` },
      { title: 'Pottery', headings: ['The wheel'], text: sentence },
    ]);
  });
  it('join paragraphs until they are long enough, and leave out what is hardly anything', () => {
    const found = sectionsOf(`${Array.from({ length: 12 }, () => sentence).join('\n\n')}\n\n# Next\n\nToo short.`);
    expect(found.map(({ text }) => text.split(sentence).length - 1)).toEqual([4, 4, 4]);
  });
});

it('the reciprocal rank counts passages, not windows, and places equals in the middle', () => {
  const documents = [0, 0, 1, 2].map((passage) => ({ passage, text: '' }));
  expect(reciprocalRank(documents, [0.9, 0.8, 0.5, 0.1], 1)).toBe(1 / 2);
  expect(reciprocalRank(documents, [0, 0, 0, 0], 1)).toBe(1 / 2);
  expect(reciprocalRank(documents, [0.1, 0.7, 0.5, 0.6], 0)).toBe(1);
});
