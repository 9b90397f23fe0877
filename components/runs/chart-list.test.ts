import { expect, it } from 'vitest';
import { chartsOfRun, chartsOfRuns } from './chart-list';

const point = (step: number, values: Record<string, number>) => ({ step, values });

it('draws a run’s losses in one chart and every value that it does not know in one of its own', () => {
  const points = [point(0, { loss: 5, learningRate: 0.1, ndcg: 0.2 }), point(10, { loss: 3, heldOutLoss: 4, perSecond: 100 })];
  const charts = chartsOfRun({ id: 'a', label: 'A', points });
  expect(charts.map(({ title }) => title)).toEqual(['Loss', 'Ndcg', 'Learning rate', 'Speed, a second']);
  expect(charts[0].curves.map((curve) => [curve.label, curve.points])).toEqual([
    ['on what it learns from', [{ x: 0, y: 5 }, { x: 10, y: 3 }]], // prettier-ignore
    ['on what it has not seen', [{ x: 10, y: 4 }]],
  ]);
  expect(charts[0].summary).toBe('On what it learns from: 5 at the beginning, 3 at step 10; on what it has not seen: 4 at step 10');
});

it('draws several runs on top of each other, each with its look in every chart', () => {
  const runs = ['A', 'B'].map((label, i) => ({
    id: label,
    label,
    points: [point(1, i === 0 ? { loss: 1 } : { loss: 2, learningRate: 3 })],
  }));
  const charts = chartsOfRuns(runs);
  expect(charts.map(({ title, curves }) => [title, curves.map(({ label, look }) => `${label} ${look}`)])).toEqual([
    ['Loss on what it learns from', ['A 0', 'B 1']],
    ['Learning rate', ['B 1']],
  ]);
});

it('draws nothing where nothing was measured, and leaves out what is no number', () => {
  expect(chartsOfRun({ id: 'a', label: 'A', points: [] })).toEqual([]);
  const [chart] = chartsOfRun({ id: 'a', label: 'A', points: [point(1, { loss: Number.NaN }), point(2, { loss: 1 })] });
  expect(chart.curves[0].points).toEqual([{ x: 2, y: 1 }]);
});
