import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, runProgram } from '..';
import type { Limits } from '../schemas';

afterAll(closeSandbox);

function javascript(code: string, options: { stdin?: string; limits?: Partial<Limits> } = {}) {
  return runProgram({ language: 'javascript', code, ...options });
}

async function printed(code: string, stdin?: string): Promise<string> {
  const result = await javascript(code, { stdin });
  expect(result).toMatchObject({ status: 'ok', stderr: '' });
  return result.stdout;
}

describe('a JavaScript program', () => {
  it('prints to both streams, in any script', async () => {
    const result = await javascript('console.log("naïve 漢字 😀", [1, { a: "b" }]);\nconsole.error("aside %d", 3);');
    expect(result).toMatchObject({ status: 'ok', stdout: "naïve 漢字 😀 [ 1, { a: 'b' } ]\n", stderr: 'aside 3\n' });
  });

  it('may be empty', async () => {
    expect(await printed('')).toBe('');
  });

  it('reads standard input', async () => {
    expect(await printed('const name = prompt("name?");\nconsole.log(name, prompt(), prompt());', 'Zoë\n2\n')).toBe('name? Zoë 2 null\n');
  });

  it('says where it failed', async () => {
    const result = await javascript('function half(x) {\n  return x.value.toFixed();\n}\nconsole.log("before");\nhalf({});');
    expect(result).toMatchObject({ status: 'error', stdout: 'before\n' });
    expect(result.stderr).toMatch(/^Uncaught TypeError: .*toFixed.*\n {4}at half \(main\.js:2:\d+\)\n {4}at main\.js:5:\d+\n$/);
  });

  it('says where it cannot be parsed', async () => {
    const result = await javascript('let a = 1;\nlet b = ;');
    expect(result).toMatchObject({ status: 'error', stdout: '' });
    expect(result.stderr).toMatch(/^Uncaught SyntaxError: [^]*main\.js:2:9/);
  });

  it('keeps the order of calls, promises and timers', async () => {
    const code = `
setTimeout(() => console.log("timer 20"), 20);
setTimeout(() => console.log("timer 1"), 1);
Promise.resolve().then(() => console.log("promise"));
queueMicrotask(() => console.log("microtask"));
(async () => { await null; console.log("awaited"); })();
let ticks = 0;
const id = setInterval(() => { console.log("tick", ++ticks); if (ticks === 2) clearInterval(id); }, 40);
clearTimeout(setTimeout(() => console.log("never"), 1));
console.log("call");
`;
    expect(await printed(code)).toBe('call\npromise\nmicrotask\nawaited\ntimer 1\ntimer 20\ntick 1\ntick 2\n');
  });

  it('is a script, or a module where it says so', async () => {
    expect(await printed('console.log(this === globalThis); free = 1; console.log(free);')).toBe('true\n1\n');
    expect(await printed('const v = await Promise.resolve(5);\nconsole.log(v, this);')).toBe('5 undefined\n');
    expect(await printed('export const v = 5;\nconsole.log(v);')).toBe('5\n');
  });

  it('fails when nothing catches a rejected promise', async () => {
    const started = await javascript('async function main() {\n  throw new TypeError("no");\n}\nmain();');
    expect(started).toMatchObject({ status: 'error', stderr: expect.stringMatching(/^Uncaught TypeError: no\n.*main\.js:2/) });
    expect((await javascript('await Promise.reject(new Error("late"));')).stderr).toContain('Uncaught Error: late');
    expect((await javascript('await new Promise(() => {});')).stderr).toContain('never happens');
    expect((await javascript('setTimeout(() => { throw new Error("timer"); }, 1);')).stderr).toContain('Uncaught Error: timer');
  });

  it('has the console, clones and clocks', async () => {
    const code = `
console.table([{ a: 1, b: "x" }, { a: 22 }]);
console.group("outer");
console.log("in\\nside");
console.groupEnd();
console.count(); console.count();
const copy = structuredClone([1, new Map([[1, new Set([2])]])]);
console.log(copy);
console.log(performance.now() >= 0, Promise.resolve(3), new Promise(() => {}));
`;
    expect(await printed(code)).toBe(`┌─────────┬────┬─────┐
│ (index) │ a  │ b   │
├─────────┼────┼─────┤
│ 0       │ 1  │ 'x' │
│ 1       │ 22 │     │
└─────────┴────┴─────┘
outer
  in
  side
default: 1
default: 2
[ 1, Map(1) { 1 => Set(1) { 2 } } ]
true Promise { 3 } Promise { <pending> }
`);
  });

  it('recurses some thousand calls deep, and can catch what lies beyond', async () => {
    expect(await printed('const sum = (n) => (n === 0 ? 0 : n + sum(n - 1));\nconsole.log(sum(3000));')).toBe('4501500\n');
    expect(await printed('try {\n  (function f() { f(); })();\n} catch (error) {\n  console.log(error.message);\n}')).toBe(
      'stack overflow\n',
    );
  });

  it('knows nothing of its host', async () => {
    const names = [
      'process',
      'require',
      'module',
      'fetch',
      'XMLHttpRequest',
      'WebSocket',
      'Deno',
      'Bun',
      'WebAssembly',
      'os',
      'std',
      'Worker',
    ];
    expect(await printed(`console.log(${names.map((name) => `typeof ${name}`).join(' === "undefined" && ')} === "undefined");`)).toBe(
      'true\n',
    );
    expect((await javascript('import fs from "node:fs";\nconsole.log(fs);')).stderr).toContain("could not load module 'node:fs'");
  });
});

describe('a JavaScript program that goes too far', () => {
  it.each([
    ['a loop', 'while (true) {}'],
    ['promises', 'const again = () => Promise.resolve().then(again);\nagain();'],
    ['a native call', '"a".repeat(2 ** 20).split("").sort(() => { while (true) {} });'],
  ])('is stopped at its deadline: %s', async (_name, code) => {
    const result = await javascript(`console.log("started");\n${code}`, { limits: { timeoutMs: 400 } });
    expect(result).toMatchObject({ status: 'timeout', stdout: 'started\n' });
  });

  it('gets no more memory than its limit', async () => {
    const code = 'const held = [];\nwhile (true) held.push(new Uint8Array(2 ** 20).fill(1));';
    const result = await javascript(code, { limits: { memoryBytes: 32 * 2 ** 20, timeoutMs: 20_000 } });
    expect(result).toMatchObject({ status: 'memory', stderr: expect.stringContaining('32 MB') });
    expect(result.peakBytes).toBeLessThan(300 * 2 ** 20);
  });

  it('is stopped when it prints too much', async () => {
    const result = await javascript('while (true) console.log("x".repeat(100));', { limits: { outputBytes: 5000 } });
    expect(result).toMatchObject({ status: 'output-limit', stdout: expect.stringMatching(/^(x{100}\n){49}/) });
  });
});

describe('a TypeScript program', () => {
  const typescript = (code: string) => runProgram({ language: 'typescript', code });

  it('runs without its types, and says where it failed in its own lines', async () => {
    const code = `interface Shape { readonly side: number }
type Name = 'a' | 'b';

enum Colour { Red, Green }
class Box<T extends Shape> {
  constructor(private readonly shape: T) {}
  get area(): number {
    return this.shape.side ** 2;
  }
}
console.log(new Box({ side: 3 }).area, Colour[1], ('a' as Name) satisfies string);

function fail(shape: Shape | null): number {
  return shape!.side;
}
fail(null);
`;
    const result = await typescript(code);
    expect(result).toMatchObject({ status: 'error', stdout: '9 Green a\n' });
    expect(result.stderr).toMatch(/^Uncaught TypeError: [^]*at fail \(main\.ts:14:\d+\)\n {4}at main\.ts:16:\d+\n$/);
  });

  it('says where it cannot be parsed', async () => {
    const result = await typescript('const a: number = 1;\nconst b: = 2;');
    expect(result).toMatchObject({ status: 'error', stderr: 'SyntaxError:\nmain.ts:2:10 - Type expected.\n' });
  });
});
