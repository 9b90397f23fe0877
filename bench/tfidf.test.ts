import { expect, test } from 'vitest';
import { bench } from './tfidf';

test('without scikit-learn the benchmark says so and claims no ratio', async () => {
  const { rows, goals, notes } = await bench({ documents: 40, runs: 1, python: '/nonexistent/python3' });
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ 'scikit-learn median ms': null, ratio: null });
  expect(goals).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('scikit-learn is absent')]);
});
