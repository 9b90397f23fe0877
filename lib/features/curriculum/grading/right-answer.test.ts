import { describe, expect, it } from 'vitest';
import { isRightAnswer } from './right-answer';

describe('isRightAnswer', () => {
  it.each([
    ['B', 'B', [], true],
    ['b ', 'B', [], true],
    ['`[1, 2]`', '[1, 2]', [], true],
    ['[1,  2]', '[1, 2]', [], true],
    ['twice', '2', ['two', 'twice'], true],
    ['"yes"', 'yes', [], true],
    ['[1,2]', '[1, 2]', [], false],
    ['C', 'B', [], false],
    ['', 'B', [], false],
    ['12', '1 2', [], false],
  ])('%j for %j (or %j): %s', (given, answer, also, expected) => {
    expect(isRightAnswer(given, answer, also)).toBe(expected);
  });
});
