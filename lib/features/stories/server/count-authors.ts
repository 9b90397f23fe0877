import type { Story, StorySentence } from '../schemas';

/** How many sentences of a story are the composer's, and how many the writer's with something of the plan put in. */
export function countAuthors(sentences: readonly Pick<StorySentence, 'author'>[]): Pick<Story, 'fallback' | 'mended'> {
  const of = sentences.length;
  const share = (author: StorySentence['author']): Story['fallback'] => {
    const count = sentences.filter((sentence) => sentence.author === author).length;
    return { sentences: count, of, share: of === 0 ? 0 : count / of };
  };
  return { fallback: share('composer'), mended: share('mended') };
}
