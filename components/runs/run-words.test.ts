import { expect, it } from 'vitest';
import { bytesText, labelOf, numberText, wordsOf } from './run-words';

it('turns names into words', () => {
  expect(wordsOf('heldOutLoss')).toBe('held out loss');
  expect(labelOf('learning_rate')).toBe('Learning rate');
  expect(labelOf('ndcg')).toBe('Ndcg');
});

it('shows sizes and numbers with what matters of them', () => {
  expect([bytesText(10), bytesText(12_345_678), bytesText(2.5e9)]).toEqual(['1 kB', '12.3 MB', '2.5 GB']);
  expect([0.00030001, 3.14159, 123456, 1804.896].map(numberText)).toEqual(['0.0003', '3.142', '123,456', '1,805']);
});
