import { inspect as nodeInspect, format as nodeFormat } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createInspector } from './inspector';

const { inspect, format } = createInspector(() => ['pending', undefined]);

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}
class Named extends Point {
  get sum() {
    return this.x + this.y;
  }
}
const circular: Record<string, unknown> = { name: 'ring' };
circular.self = circular;
circular.list = [circular];
const withHole: unknown[] = [1, 2];
withHole[5] = 3;

const values: [string, unknown][] = [
  ['numbers', [0, -0, 1.5, NaN, Infinity, 10n]],
  ['strings', ['plain', "it's", 'say "hi"', `both ' and "`, 'line\nbreak', 'tab\t', '\u0007']],
  ['nothing', [null, undefined, true, Symbol('s')]],
  ['empty', [{}, [], new Map(), new Set(), '']],
  ['object', { a: 1, 'b-c': 2, 3: 'x', [Symbol('k')]: 4 }],
  ['nested', { a: { b: { c: { d: 1 } } }, l: [[[[1]]]] }],
  ['a class instance', new Point(1, 2)],
  ['a subclass instance', [new Named(1, 2), Named, Point]],
  ['functions', [function f() {}, () => 1, async function g() {}, function* h() {}, class {}, Math.max]],
  [
    'a map',
    new Map<unknown, unknown>([
      ['a', 1],
      [{ k: 1 }, new Set([1, 'two'])],
    ]),
  ],
  ['dates and patterns', [new Date(0), new Date(NaN), /a+/gi]],
  ['boxes', [new Number(3), new String('abc'), new Boolean(false)]],
  ['typed arrays', [new Uint8Array([1, 2, 3]), new Float64Array(2)]],
  ['a hole', withHole],
  ['a circle', circular],
  ['a null prototype', Object.assign(Object.create(null) as object, { a: 1 })],
  [
    'accessors',
    {
      get a() {
        return 1;
      },
      set b(_value: number) {},
      get c() {
        return 1;
      },
      set c(_value: number) {},
    },
  ],
  ['seven numbers', [1, 2, 3, 4, 5, 6, 7]],
  ['numbers of many widths', Array.from({ length: 30 }, (_, index) => index ** 3)],
  ['words', 'the quick brown fox jumps over the lazy dog and runs far away from here'.split(' ')],
  ['long strings', Array.from({ length: 8 }, (_, index) => 'word'.repeat(index + 1))],
  ['more than a hundred', Array.from({ length: 120 }, (_, index) => index)],
  ['a long object', Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`property${index}`, index * 1000]))],
  [
    'rows',
    [
      { id: 1, name: 'Ada', tags: ['x', 'y'] },
      { id: 2, name: 'Grace', tags: [] },
    ],
  ],
  [
    'a tree',
    {
      value: 1,
      left: { value: 2, left: null, right: null },
      right: { value: 3, left: null, right: { value: 4, left: null, right: null } },
    },
  ],
  ['weak', [new WeakMap(), new WeakSet()]],
  ['a generator', (function* () {})()],
  ['a namespace', [Math, JSON]],
];

describe('inspect', () => {
  it.each(values)('writes %s as Node does', (_name, value) => {
    expect(inspect(value)).toBe(nodeInspect(value));
  });

  it('tells the state of a promise', () => {
    expect(inspect(new Promise(() => {}))).toBe('Promise { <pending> }');
    const settled = createInspector(() => ['fulfilled', 'yes']);
    expect(settled.inspect(Promise.resolve('yes'))).toBe("Promise { 'yes' }");
  });

  it('writes an error with its frames', () => {
    const error = Object.assign(new TypeError('no'), { code: 7 });
    error.stack = '    at f (main.js:1:2)\n    at <eval> (main.js:3:4)\n';
    expect(inspect(error)).toBe('TypeError: no\n    at f (main.js:1:2)\n    at main.js:3:4 {\n  code: 7\n}');
  });
});

describe('format', () => {
  it.each<[string, unknown[]]>([
    ['strings and values', ['a', 1, { b: 'c' }, ['d']]],
    ['%s', ['%s is %s', 'x', 5, 'rest']],
    ['numbers', ['%d %i %f', '42.5', '42.5', '42.5']],
    ['%j and %%', ['%j 100%%', { a: [1] }]],
    ['too few', ['%s and %s', 'one']],
    ['no template', [1, '%s', 2]],
    ['a lone percent', ['100%']],
  ])('writes %s as Node does', (_name, args) => {
    expect(format(args)).toBe(nodeFormat(...args));
  });
});
