import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Story, StorySentence } from '@/lib/features/stories/schemas';
import { StoryAuthors } from './story-authors';

const writer = { name: 'writer', version: '1' };
const said = (authors: readonly StorySentence['author'][], parts: Partial<Story> = {}) => {
  const share = (author: StorySentence['author']) => {
    const sentences = authors.filter((each) => each === author).length;
    return { sentences, of: authors.length, share: sentences / authors.length };
  };
  const sentences = authors.map((author): StorySentence => ({
    ...{ text: 'Ada ran.', beat: 'turn', author },
    putIn: author === 'mended' ? [{ words: 'Ada', insteadOf: 'Mirabel' }] : [],
  }));
  const story = { sentences, writer, fallback: share('composer'), mended: share('mended'), note: null, ...parts };
  return renderToStaticMarkup(<StoryAuthors story={story} />).replace(/<[^>]+>/g, '');
};

describe('StoryAuthors', () => {
  it('counts the writer’s own sentences, the mended ones and the composer’s apart', () => {
    const text = said(['writer', 'mended', 'mended', 'composer', 'writer']);
    expect(text).toContain('Of 5 sentences 2 are its own as they stand. In 2 of its sentences code put');
    expect(text).toContain('1 is the composer’s, and marked.');
    expect(text).toContain('“Ada” instead of the writer’s “Mirabel”, 2 times');
  });

  it('calls every sentence the writer’s own only where it is', () => {
    expect(said(['writer', 'writer'])).toContain('Every sentence is its own.');
    expect(said(['writer', 'mended'])).not.toContain('Every sentence');
    expect(said(['composer'], { writer: null, note: 'No writer.' })).toBe(
      'Told by the composer, from sentences that people wrote. No writer.',
    );
  });
});
