import { describe, expect, it } from 'vitest';
import type { Exercise } from '../schemas';
import { callProgram, readOutcomes, type CallOutcome } from './call-program';
import { gradeExercise, type Run } from './grade-exercise';
import { sameJson } from './same-json';

const exercise: Exercise = {
  title: 'Doubling',
  task: 'Double it.',
  starter: 'def double(x): pass\n',
  solution: 'def double(x): return 2 * x\n',
  harness: '',
  tests: {
    kind: 'calls',
    cases: [
      { call: 'double', args: [2], expected: 4, hidden: false },
      { call: 'double', args: [null], raises: 'TypeError', hidden: false },
      { call: 'double', args: ['ab'], expected: 'abab', hidden: true },
    ],
  },
};

function answering(...outcomes: CallOutcome[]): Run {
  const stdout = outcomes.map((outcome) => `noise\n\u001e${JSON.stringify(outcome)}\n`).join('');
  return () => Promise.resolve({ status: 'ok', stdout, stderr: '' });
}

const right: CallOutcome[] = [
  { kind: 'value', value: 4 },
  { kind: 'raised', type: 'TypeError', message: 'no' },
  { kind: 'value', value: 'abab' },
];

describe('gradeExercise', () => {
  const grade = (run: Run) => gradeExercise({ language: 'python', setup: null, exercise }, 'code', run);

  it('passes code whose outcomes are all as expected', async () => {
    expect(await grade(answering(...right))).toMatchObject({ passed: true, cases: [{ passed: true }, { passed: true }, { hidden: true }] });
  });

  it.each<[string, CallOutcome[]]>([
    ['a wrong value', [{ kind: 'value', value: 5 }, ...right.slice(1)]],
    ['another error', [right[0], { kind: 'raised', type: 'ValueError', message: '' }, right[2]]],
    ['a value where an error is due', [right[0], { kind: 'value', value: null }, right[2]]],
    ['an error where a value is due', [{ kind: 'raised', type: 'TypeError', message: '' }, ...right.slice(1)]],
    ['a value that JSON cannot hold', [{ kind: 'unprintable', type: 'set' }, ...right.slice(1)]],
    ['an early end', right.slice(0, 2)],
    ['more outcomes than calls', [...right, right[0]]],
  ])('fails %s', async (_name, outcomes) => {
    expect((await grade(answering(...outcomes))).passed).toBe(false);
  });

  it('sends inputs in, and no expected value', async () => {
    const sent: string[] = [];
    await grade((request) => {
      sent.push(request.code);
      return Promise.resolve({ status: 'ok', stdout: '', stderr: '' });
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('double');
    expect(sent[0]).not.toContain('abab');
    expect(sent[0]).not.toContain('expected');
  });

  it('compares the output of runs, and runs the code between before and after', async () => {
    const runs: Exercise = { ...exercise, tests: { kind: 'runs', cases: [{ before: 'b\n', after: 'a\n', output: '7\n', hidden: false }] } };
    const concept = { language: 'sql' as const, setup: { text: '', code: 's' }, exercise: runs };
    const run: Run = ({ code }) => Promise.resolve({ status: 'ok', stdout: code === 's\nb\nx\na\n' ? '7\n' : '8\n', stderr: '' });
    expect((await gradeExercise(concept, 'x\n', run)).passed).toBe(true);
    expect((await gradeExercise(concept, 'y\n', run)).passed).toBe(false);
  });

  it('refuses languages that it cannot run', async () => {
    await expect(gradeExercise({ language: 'git', setup: null, exercise }, '', answering())).rejects.toThrow(/Git/);
    expect(() => callProgram('sql', '', [])).toThrow(/tested by runs/);
  });
});

describe('readOutcomes', () => {
  it.each(['null', '5', '{"kind":"other"}', '{"kind":"value"}', '{"kind":"raised","type":{},"message":""}', '[]'])(
    'takes no forged %s for an outcome',
    (text) => {
      expect(readOutcomes(`\u001e${text}\n`)).toEqual([]);
    },
  );

  it('bears values of any depth', async () => {
    const deep = `\u001e{"kind":"value","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`;
    const run: Run = () => Promise.resolve({ status: 'ok', stdout: deep, stderr: '' });
    const { passed, cases } = await gradeExercise({ language: 'python', setup: null, exercise }, 'code', run);
    expect([passed, cases[0]?.passed]).toEqual([false, false]);
  });

  it('skips what is no outcome', () => {
    expect(readOutcomes('hello\n\u001enot json\n\u001e{"kind":"value","value":1}\n')).toEqual([{ kind: 'value', value: 1 }]);
  });
});

describe('sameJson', () => {
  it.each([
    [1, 1.0, true],
    [0.1 + 0.2, 0.3, true],
    [1e15, 1e15 + 1, false],
    [1, true, false],
    [null, 0, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: null }, { b: null }, false],
    [[], {}, false],
  ])('%j and %j: %j', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
  });
});
