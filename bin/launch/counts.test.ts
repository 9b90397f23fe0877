import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playwrightCounts, singleCount, vitestCounts } from './counts.mjs';
import { runStages, summaryLine } from './stages.mjs';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [passedFile] };

test('vitest: passed, failed, and what was skipped or left to do', () => {
  expect(vitestCounts(report, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  const failedFile = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  expect(vitestCounts({ ...report, numFailedTests: 1, testResults: [passedFile, failedFile] }, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
  });
});

test('vitest: a file that cannot be loaded is a failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(vitestCounts({ ...report, testResults: [passedFile, broken] }, 1).failed).toBe(1);
});

test('vitest: an error outside every test, and a missing report, are failures', () => {
  expect(vitestCounts(report, 1).failed).toBe(1);
  expect(vitestCounts(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('Playwright: a test that passed only at the second try failed', () => {
  expect(playwrightCounts({ stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 } }, 0)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
  });
  expect(playwrightCounts({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } }, 1).failed).toBe(1);
  expect(playwrightCounts(undefined, 0).failed).toBe(1);
});

test('the last line has the form that others read', () => {
  expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(summaryLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});

let written = '';

beforeEach(() => {
  written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('every stage runs although one fails and one throws, and all are counted', async () => {
  const ran: string[] = [];
  const stage = (name: string, outcome: () => { passed: number; failed: number; skipped: number; notes?: string[]; output?: string }) => ({
    name,
    run: async () => {
      ran.push(name);
      return outcome();
    },
  });
  const sum = await runStages([
    [[stage('types', () => ({ ...singleCount(1), output: 'a type is wrong' })), stage('lint', () => singleCount(0))]],
    [
      [
        stage('broken', () => {
          throw new Error('no such program');
        }),
      ],
      [stage('unit', () => ({ passed: 5, failed: 0, skipped: 1, notes: ['skipped: no server'] }))],
    ],
  ]);
  expect(ran.sort()).toEqual(['broken', 'lint', 'types', 'unit']);
  expect(sum).toEqual({ passed: 6, failed: 2, skipped: 1 });
  expect(written).toContain('a type is wrong');
  expect(written).toContain('no such program');
  expect(written).toContain('skipped: no server');
});
