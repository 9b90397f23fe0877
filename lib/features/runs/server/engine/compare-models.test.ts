import { expect, it } from 'vitest';
import type { Evaluation, Guard } from '../../kind';
import { compareModels, type Opponent } from './compare-models';

const rows = (values: readonly number[]) => values.map((value, i) => ({ id: `row ${i}`, value }));
const noise = [0.02, -0.01, 0.03, -0.02, 0.01, 0, 0.02, -0.03];
const guard = (value: number): Guard => ({ name: 'Prose of others', tolerance: 0.02, rows: rows([value, value]) });
const evaluation = (loss: number, general: number, higherIsBetter = false): Evaluation => ({
  score: { name: 'loss', higherIsBetter },
  rows: rows(noise.map((value) => loss + value)),
  guards: [guard(general)],
  metrics: {},
});
const opponent = (loss: number, general: number): Opponent => ({
  name: 'writer@v1',
  rows: rows(noise.map((value, i) => loss + value + (i % 2) / 100)),
  guards: [guard(general)],
  isModel: true,
});

it('promotes what is better and has forgotten nothing', () => {
  expect(compareModels(evaluation(1, 2.03), opponent(1.2, 2), 1)).toMatchObject({ verdict: 'better', promoted: true, note: null });
});

it('does not promote a better score that was bought with something else, and says with what', () => {
  const compared = compareModels(evaluation(1, 2.06), opponent(1.2, 2), 1, 'v2 is damaged.');
  expect(compared).toMatchObject({ verdict: 'better', promoted: false });
  expect(compared.note).toBe('v2 is damaged. Prose of others: worse by 3.0 %, more than the 2.0 % that a better score may cost.');
  // Where more is better, the same change is a gain.
  expect(compareModels(evaluation(1.4, 2.06, true), opponent(1.2, 2), 1)).toMatchObject({ verdict: 'better', promoted: true });
  expect(compareModels(evaluation(1.4, 1.94, true), opponent(1.2, 2), 1)).toMatchObject({ verdict: 'better', promoted: false });
});

it('leaves a guard out that the other was not measured by, and says nothing of it where the score is no better', () => {
  expect(compareModels(evaluation(1, 9), { ...opponent(1.2, 2), guards: undefined }, 1)).toMatchObject({ promoted: true });
  expect(compareModels(evaluation(1.3, 9), opponent(1.2, 2), 1)).toMatchObject({ promoted: false, note: null });
});
