import { expect, test } from 'vitest';
import { benchTable, tableLines } from './bench-table.mjs';

test('numbers stand to the right, words to the left, and gaps show', () => {
  expect(
    tableLines([
      { what: 'ours', ms: 12.3456 },
      { what: 'theirs', ms: 1234.5 },
      { what: 'none', ms: null },
    ]),
  ).toEqual(['what       ms', '──────  ─────', 'ours    12.35', 'theirs   1235', 'none        –']);
  expect(tableLines([])).toEqual([]);
});

test('a record names its machine, its goals and its failure', () => {
  const record = {
    name: 'tfidf',
    passed: false,
    seconds: 3,
    machine: { cpu: 'A processor', cores: 2 },
    versions: { node: 'v20.19.0' },
    result: { title: 'TF-IDF', rows: [], goals: [{ name: 'ratio', value: 2.5, goal: '≥ 3', met: false }], notes: ['no scikit-learn here'] },
  };
  const text = benchTable(record).join('\n');
  expect(text).toContain('TF-IDF\nA processor, 2 cores, Node v20.19.0, 3 s — FAILED');
  expect(text).toContain('✗ ratio: 2.500 (goal ≥ 3)');
  expect(text).toContain('no scikit-learn here');
});
