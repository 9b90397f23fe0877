import { describe, expect, it } from 'vitest';
import { nextIndentation } from './code-editor';
import { joinPieces } from './program-output';

describe('nextIndentation', () => {
  it.each([
    ['x = 1', 'python', ''],
    ['    x = 1', 'python', '    '],
    ['def f():', 'python', '    '],
    ['if x:  # why', 'python', '    '],
    ['a = 1\n    for i in y:', 'python', '        '],
    ['x = {1: 2}', 'python', ''],
    ['function f() {', 'javascript', '  '],
    ['  call(', 'javascript', '    '],
    ['case 1:', 'javascript', ''],
  ])('after %j in %s it is %j', (before, language, expected) => {
    expect(nextIndentation(before, language)).toBe(expected);
  });
});

describe('joinPieces', () => {
  it('joins neighbours of one stream and keeps the order of the streams', () => {
    expect(
      joinPieces([
        { stream: 'stdout', text: 'a' },
        { stream: 'stdout', text: 'b' },
        { stream: 'stderr', text: '!' },
        { stream: 'stdout', text: 'c' },
      ]),
    ).toEqual([
      { stream: 'stdout', text: 'ab' },
      { stream: 'stderr', text: '!' },
      { stream: 'stdout', text: 'c' },
    ]);
  });
});
