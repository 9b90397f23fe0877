import { describe, expect, it } from 'vitest';
import { durationText, timingText } from './duration';

describe('durationText', () => {
  it.each([
    [0, 'less than a second'],
    [1, '1 second'],
    [89, '89 seconds'],
    [90, '2 minutes'],
    [600, '10 minutes'],
    [5399, '90 minutes'],
    [5400, '1 hour 30 minutes'],
    [7200, '2 hours'],
    [7190, '2 hours'],
  ])('%d seconds read "%s"', (seconds, expected) => {
    expect(durationText(seconds)).toBe(expected);
  });
});

describe('timingText', () => {
  it.each([
    [0.42, '0.4 ms'],
    [12.3, '12 ms'],
    [1300, '1.3 s'],
    [75_100, '75 s'],
  ])('%d ms read "%s"', (milliseconds, expected) => {
    expect(timingText(milliseconds)).toBe(expected);
  });
});
