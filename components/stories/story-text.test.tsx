import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { StorySentence } from '@/lib/features/stories/schemas';
import { StoryText } from './story-text';

const sentences: StorySentence[] = [
  { text: 'It rained.', beat: 'setting', author: 'writer', putIn: [] },
  { text: 'Ada was a ferryman.', beat: 'character', author: 'composer', putIn: [] },
  { text: 'She was tired.', beat: 'character', author: 'composer', putIn: [] },
  { text: 'She wanted a bell.', beat: 'want', author: 'writer', putIn: [] },
];
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, '');

describe('StoryText', () => {
  it('marks what the composer told, once a run, in words', () => {
    const html = renderToStaticMarkup(<StoryText sentences={sentences} />);
    expect(html.match(/<p>/g)).toHaveLength(2);
    expect(wordsOf(html)).toBe('It rained. (composer:)Ada was a ferryman. She was tired.She wanted a bell.');
  });

  it('marks nothing where the composer told everything', () => {
    const all = sentences.map((sentence) => ({ ...sentence, author: 'composer' as const }));
    expect(renderToStaticMarkup(<StoryText sentences={all} />)).not.toContain('composer');
  });

  it('underlines what code put into the writer’s words, wherever it stands, and says what stood there', () => {
    const mended: StorySentence = {
      ...{ text: 'Ada saw the bells and the bell, and Adam saw Ada.', beat: 'want', author: 'mended' },
      putIn: [
        { words: 'Ada', insteadOf: 'Mirabel' },
        { words: 'the bell', insteadOf: 'the oar' },
        { words: 'Ada', insteadOf: 'Mirabel' },
      ],
    };
    const html = renderToStaticMarkup(<StoryText sentences={[...sentences.slice(0, 1), mended]} />);
    expect([...html.matchAll(/<ins[^>]*>([^<]*)/g)].map(([, words]) => words)).toEqual(['Ada', 'the bell', 'Ada']);
    expect(wordsOf(html)).toContain('Ada (put in instead of “Mirabel”) saw the bells and the bell (put in instead of “the oar”), and Adam');
  });

  it('puts what is coming where it will stand', () => {
    expect(renderToStaticMarkup(<StoryText sentences={sentences.slice(0, 1)} coming="Ada" />)).toContain('<p>It rained. Ada</p>');
    expect(renderToStaticMarkup(<StoryText sentences={sentences.slice(0, 3)} coming="She" />)).toContain('<p>She</p>');
    expect(renderToStaticMarkup(<StoryText sentences={[]} coming="<b>It" />)).toContain('<p>&lt;b&gt;It</p>');
  });
});
