import { expect, it } from 'vitest';
import { longestCopied } from './compare-stories';

it('finds the longest run of words that was read, and none across texts or of words that nobody read', () => {
  const taught = ['The lamp went out, and the sea was still.', 'Nobody came to the quay.'];
  expect(longestCopied(['Then the lamp went out, and the sea rose.'], taught)).toBe(7);
  expect(longestCopied(['sea was still nobody came'], taught)).toBe(3);
  expect(longestCopied(['zebra quagga'], taught)).toBe(0);
  expect(longestCopied(['anything'], [])).toBe(0);
});
