import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { CorpusPassage, CorpusQuestion } from './corpora';
import { divide, isNaturalQuestion } from './held-out';
import { countWords, documentationPairs, questionPairs, together } from './text-pairs';

const passage = (set: string, source: string, heading: string, text: string): CorpusPassage => ({
  set,
  source,
  licence: 'MIT',
  title: 'Pottery',
  headings: [heading],
  text,
  words: text.split(' ').length,
});
const texts = ['kiln', 'glaze', 'clay', 'wheel', 'shelf', 'bowl'].map(
  (word) => `The ${word} must be clean before work begins in the morning. You can wash the ${word} with warm water and a soft brush. Nobody likes a ${word} that is dirty.`,
);
const passages = texts.map((text, i) => passage('react.dev', 'page', `Washing part ${i}`, text));

describe('documentation pairs', () => {
  const pairs = documentationPairs(passages, countWords(texts), createRng(1));
  it('come in whole blocks, each answer from a passage, the same for the same seed', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(together);
    expect(pairs.length % together).toBe(0);
    for (const { answer } of pairs) expect(texts.some((text) => answer.includes(text.slice(-30)) || text.includes(answer.slice(-30)))).toBe(true);
    expect(documentationPairs(passages, countWords(texts), createRng(1))).toEqual(pairs);
  });
  it('never hold one passage twice in a block of one page', () => {
    const [first] = [pairs.slice(0, together).map(({ answer }) => texts.findIndex((text) => text.includes(answer.slice(-30))))];
    expect(new Set(first).size).toBe(together);
  });
});

it('a question is answered by the window that holds its answer', () => {
  const text = `${'Long ago a potter lived beside the sea with her two patient sons. '.repeat(6)}Her kiln was built of red brick by a travelling mason called Orla.`;
  const question: CorpusQuestion = { ...passage('fairytaleqa', 's', '', text), question: 'Who built the kiln?', answer: 'a mason called Orla' };
  const pairs = questionPairs(Array.from({ length: together }, () => question), createRng(1));
  expect(pairs).toHaveLength(together);
  for (const { answer } of pairs) expect(answer).toContain('Orla');
});

describe('held-out sources', () => {
  it('share no set and no story with the training', () => {
    const questions = Array.from({ length: 60 }, (_, i) => ({ ...passage('fairytaleqa', `s${i}`, '', 'text'), title: `Tale ${i % 30}`, question: 'Who?', answer: 'she' }));
    const parts = divide({ passages: [...passages, passage('vue-docs', 'v', 'h', 'text'), passage('hf-course', 'h', 'h', 'text')], questions });
    expect([parts.passages.train.length, parts.passages.development.length, parts.passages.test.length]).toEqual([6, 1, 1]);
    const titles = (part: 'train' | 'development' | 'test') => new Set(parts.questions[part].map(({ title }) => title));
    for (const title of titles('test')) expect(titles('train').has(title) || titles('development').has(title)).toBe(false);
    expect(titles('test').size).toBeGreaterThan(0);
  });
  it('are asked in natural questions', () => {
    expect(['Why should I use a store?', 'Overview', 'Stores?', 'How to use it', 'What is a wheel made of?'].map(isNaturalQuestion)).toEqual([true, false, false, false, true]); // prettier-ignore
  });
});
