import { describe, expect, it } from 'vitest';
import { stepFromHash, stepHash } from './step-navigation';

describe('step addresses', () => {
  it('name each step, and are read back', () => {
    for (let index = 0; index < 12; index += 1) expect(stepFromHash(stepHash(index), 12)).toBe(index);
  });

  it.each(['', '#', '#step-0', '#step-13', '#step--1', '#step-1e3', '#content', '#step-99999'])('%j is the first step', (hash) => {
    expect(stepFromHash(hash, 12)).toBe(0);
  });
});
