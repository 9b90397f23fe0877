import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { StorySentence } from '@/lib/features/stories/schemas';
import { StoryText } from './story-text';

const sentences: StorySentence[] = [
  { text: 'It rained.', beat: 'setting', author: 'writer' },
  { text: 'Ada was a ferryman.', beat: 'character', author: 'composer' },
  { text: 'She was tired.', beat: 'character', author: 'composer' },
  { text: 'She wanted a bell.', beat: 'want', author: 'writer' },
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

  it('puts what is coming where it will stand', () => {
    expect(renderToStaticMarkup(<StoryText sentences={sentences.slice(0, 1)} coming="Ada" />)).toContain('<p>It rained. Ada</p>');
    expect(renderToStaticMarkup(<StoryText sentences={sentences.slice(0, 3)} coming="She" />)).toContain('<p>She</p>');
    expect(renderToStaticMarkup(<StoryText sentences={[]} coming="<b>It" />)).toContain('<p>&lt;b&gt;It</p>');
  });
});
