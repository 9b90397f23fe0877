import { expect, it } from 'vitest';
import { intervalText } from './interval-text';

const day = 86_400;
it.each([
  [0, '1 minute'],
  [600, '10 minutes'],
  [3600 * 5, '5 hours'],
  [day, '1 day'],
  [10 * day, '10 days'],
  [15 * day, '2 weeks'],
  [45 * day, '6 weeks'],
  [61 * day, '2 months'],
  [400 * day, '1 year'],
])('%d seconds are %s', (seconds, text) => {
  expect(intervalText(seconds)).toBe(text);
});
