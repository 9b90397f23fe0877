import { describe, expect, it } from 'vitest';
import type { AttemptCase } from '@/lib/features/learning/schemas';
import { resultWords } from './result-words';

const tests = (marks: string): AttemptCase[] =>
  [...marks].map((mark) => ({
    passed: mark === '+' || mark === '*',
    hidden: mark === '*' || mark === '_',
    test: '',
    expected: '',
    got: '',
  }));

describe('resultWords', () => {
  it.each([
    ['+++', 'page', 2, /All 3 tests pass here\. Hand it in, and 2 more/],
    ['+', 'page', 0, /^The test passes here\. Hand it in\.$/],
    ['++*', 'server', 0, /All 3 tests pass\. Well done/],
    ['---', 'page', 2, /None of the 3 tests passes yet\. Begin with the first/],
    ['+-+', 'page', 0, /2 of 3 tests pass\. Look at the first one/],
    ['++_', 'server', 0, /2 of 3 tests pass\. What is shown works/],
    ['+-_', 'server', 0, /1 of 3 tests pass\. Look at the first one/],
  ] as const)('%s in the %s', (marks, place, hidden, words) => {
    expect(resultWords(tests(marks), place, hidden)).toMatch(words);
  });
});
