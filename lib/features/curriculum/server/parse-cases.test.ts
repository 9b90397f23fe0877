import { describe, expect, it } from 'vitest';
import { parseCases } from './parse-cases';

describe('parseCases', () => {
  it('reads calls, results, errors and the hidden mark', () => {
    const { cases, problems } = parseCases('f(1, [2, null]) -> {"a": true}\n\ng() raises ValueError\n# hidden\nh("x") -> null\n');
    expect(problems).toEqual([]);
    expect(cases).toEqual([
      { call: 'f', args: [1, [2, null]], expected: { a: true }, hidden: false },
      { call: 'g', args: [], raises: 'ValueError', hidden: false },
      { call: 'h', args: ['x'], expected: null, hidden: true },
    ]);
  });

  it('is not misled by an arrow, a bracket or the word raises inside a string', () => {
    const { cases } = parseCases('f("a -> b) -> 1") -> "x -> y"\nf("he raises Cain") -> 2\n');
    expect(cases.map((test) => [test.args, test.expected])).toEqual([
      [['a -> b) -> 1'], 'x -> y'],
      [['he raises Cain'], 2],
    ]);
  });

  it('says which line is wrong', () => {
    const { cases, problems } = parseCases('f(1) -> 2\nf(one) -> 2\nf(1) ->\nf(1)\n');
    expect(cases).toHaveLength(1);
    expect(problems.map((problem) => problem.offset)).toEqual([1, 2, 3]);
  });
});
