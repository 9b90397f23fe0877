import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { gerundVerb, headingQuestions, isTelling } from './heading-questions';
import { asTyped, keywordsOf } from './manner';
import { sentenceQuestions } from './sentence-questions';

const frequency = (word: string): number => ({ run: 50, use: 90, runn: 0, uses: 9, make: 70, add: 40 })[word] ?? 0;

describe('questions from headings', () => {
  const asked = (heading: string, page = '') => headingQuestions(heading, page, frequency, createRng(1));
  it('asks how for deeds', () => {
    expect(asked('Add a shelf')).toContain('how do I add a shelf');
    expect(asked('Running the kiln')).toContain('how do I run the kiln');
  });
  it('asks what for things, and leaves questions as they are', () => {
    expect(asked('Glaze')).toContain('what is Glaze');
    expect(asked('Why is my bowl cracked?')).toEqual(['Why is my bowl cracked?']);
  });
  it('finds the verb of a gerund by what is written elsewhere', () => {
    expect(['using', 'running', 'making', 'string', 'glorping', 'shelf'].map((word) => gerundVerb(word, frequency))).toEqual(['use', 'run', 'make', undefined, undefined, undefined]); // prettier-ignore
  });
  it('knows headings that say nothing', () => {
    expect(['Overview', 'See also', 'Glazing at home'].map(isTelling)).toEqual([false, false, true]);
  });
});

describe('questions from sentences', () => {
  it.each([
    ['You can fire the kiln twice on the same day', 'how do I fire the kiln twice on the same day'],
    ['If you want to dry your clay quickly, put it near the kiln.', 'how do I dry my clay quickly'],
    ['A glaze is a thin layer of glass on the clay.', 'what is glaze'],
    ['The bowl cracked because the clay was too wet.', 'why The bowl cracked'],
    ['When the kiln is opened too early, the bowls crack in the cold air.', 'what happens when the kiln is opened too early'],
  ])('%s', (sentence, question) => {
    expect(sentenceQuestions(sentence)).toContain(question);
  });
  it('asks nothing of what needs the sentence before it, or has no known shape', () => {
    expect(sentenceQuestions('This is the reason for a cold kiln.')).toEqual([]);
    expect(sentenceQuestions('Bowls, plates, cups.')).toEqual([]);
  });
});

describe('the manner of asking', () => {
  it('is the same for the same seed, and keeps nearly all words', () => {
    const question = 'How do I keep the kiln’s heat until the morning?';
    const typed = Array.from({ length: 40 }, (_, i) => asTyped(question, createRng(i)));
    expect(asTyped(question, createRng(3))).toBe(typed[3]);
    expect(new Set(typed).size).toBeGreaterThan(5);
    for (const text of typed) expect(text.split(' ').length).toBeGreaterThanOrEqual(9);
  });
  it('takes rare words in their order', () => {
    const common = (word: string) => (word === 'the' || word === 'and' ? 50_000 : 10);
    const words = keywordsOf('The crimson kiln and the patient potter glazed seventeen bowls', common, createRng(2)).split(' ');
    expect(words.length).toBeGreaterThanOrEqual(3);
    expect(words).not.toContain('the');
    const order = ['crimson', 'kiln', 'patient', 'potter', 'glazed', 'seventeen', 'bowls'];
    expect(words).toEqual(order.filter((word) => words.includes(word)));
  });
});
