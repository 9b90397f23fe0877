import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { consoleLine, inspectValue } from './inspect-value';

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

describe('inspectValue', () => {
  it.each([
    [1],
    [-0],
    [12n],
    [null],
    [undefined],
    [true],
    [Symbol('s')],
    [[]],
    [{}],
    [[1, 'two', [3]]],
    [{ a: 1, 'b-c': "it's", d: { e: { f: { g: 1 } } } }],
    [{ list: [[[[1]]]] }],
    [
      new Map<unknown, unknown>([
        ['a', 1],
        [{ k: 1 }, [2]],
      ]),
    ],
    [new Set(['x', 2])],
    [new Point(1, 2)],
    [Object.create(null)],
    [/x+/g],
    [new Date(0)],
    [function named() {}],
    [() => 1],
    [Point],
    [new Float32Array([1, 0.5])],
    [['a\nb', 'tab\t', 'both \' and "']],
    [{ first: 'a long enough text to break', second: 'the line into several', third: 'pieces of one field each' }],
  ])('shows what Node shows (case %#)', (value) => {
    expect(inspectValue(value)).toBe(inspect(value));
  });

  it('prints strings bare at the top', () => {
    expect(consoleLine(['a b', 1, ['c']])).toBe("a b 1 [ 'c' ]");
  });

  it('ends in a circle, and calls no getter', () => {
    const circle: Record<string, unknown> = { name: 'round' };
    circle.self = circle;
    expect(inspectValue(circle)).toBe("{ name: 'round', self: [Circular] }");
    const trap = Object.defineProperty({}, 'bait', { enumerable: true, get: () => expect.unreachable('the getter ran') });
    expect(inspectValue(trap)).toBe('{ bait: [Getter] }');
  });

  it('cuts long lists', () => {
    expect(inspectValue(Array.from({ length: 103 }, (_, index) => index))).toContain('... 3 more items');
  });
});
