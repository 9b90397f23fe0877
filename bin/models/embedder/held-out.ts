import { createHash } from 'node:crypto';
import type { Corpora, CorpusPassage, CorpusQuestion } from './corpora';

/** Whole sources on which the embedder is judged: rich in headings that are questions. */
const testSets = new Set(['data-science-interviews', 'redux-docs', 'tuning-playbook', 'sklearn-carpentry', 'vue-docs', 'pytest-docs', 'flask-docs', 'swc-git', 'mdn-curriculum']); // prettier-ignore
/** Whole sources by which settings are chosen. */
const developmentSets = new Set(['hf-course', 'hf-deep-rl', 'comprehensive-rust', 'numpy-neps', 'scientific-python-lectures']);

export type Part = 'train' | 'development' | 'test';

export interface Parts {
  readonly passages: Readonly<Record<Part, CorpusPassage[]>>;
  readonly questions: Readonly<Record<Part, CorpusQuestion[]>>;
}

/**
 * Divides by whole sources: documentation by its set; stories by their title, one in ten to each held-out part. The encyclopedic
 * questions, whose articles cannot be told apart, are all for training, so nothing that comes from them can be tested on.
 */
export function divide({ passages, questions }: Corpora): Parts {
  const partOfSet = (set: string): Part => (testSets.has(set) ? 'test' : developmentSets.has(set) ? 'development' : 'train');
  const partOfStory = ({ set, title }: CorpusQuestion): Part => {
    if (set !== 'fairytaleqa') return 'train';
    const drawn = createHash('sha256').update(title).digest()[0] % 10;
    return drawn === 0 ? 'test' : drawn === 1 ? 'development' : 'train';
  };
  const by = <T>(items: readonly T[], partOf: (item: T) => Part): Record<Part, T[]> => ({
    train: items.filter((item) => partOf(item) === 'train'),
    development: items.filter((item) => partOf(item) === 'development'),
    test: items.filter((item) => partOf(item) === 'test'),
  });
  return { passages: by(passages, ({ set }) => partOfSet(set)), questions: by(questions, partOfStory) };
}

/** Whether a heading is a question in a person's words, which says what is asked without the page around it. */
export function isNaturalQuestion(heading: string): boolean {
  const words = heading.split(/\s+/);
  return heading.endsWith('?') && words.length >= 4 && /^(how|what|why|when|where|which|who|can|could|does|do|is|are|should|will|may|must|if|in|for)\b/i.test(heading); // prettier-ignore
}
