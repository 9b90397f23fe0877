import { expect, it } from 'vitest';
import type { BlindPair } from '../fine-tune-schemas';
import { viewOf, wilson } from './blind';

const pair = (choice: BlindPair['choice'], candidateIs: 'a' | 'b' = 'a'): BlindPair => ({
  prompt: 'A bell',
  genre: 'mystery',
  a: 'one',
  b: 'two',
  candidateIs,
  choice,
});

it('shows the next pair and says nothing of whose is whose', () => {
  const view = viewOf('c', [pair('a'), pair(null), pair(null)]);
  expect(view).toMatchObject({ of: 3, judged: 1, pair: { number: 2, a: 'one', b: 'two' }, result: null });
  expect(JSON.stringify(view)).not.toContain('candidate');
});

it('counts for whom the choices were once all are judged', () => {
  const { result } = viewOf('c', [pair('a', 'a'), pair('a', 'b'), pair('b', 'b'), pair('same', 'b')]);
  expect(result).toMatchObject({ candidate: 2, other: 1, same: 1 });
  expect(result!.choices.map(({ chosen }) => chosen)).toEqual(['candidate', 'other', 'candidate', 'same']);
  expect(viewOf('c', [pair('same')]).result!.share).toBeNull();
});

it('gives shares with the interval of the books', () => {
  // Newcombe 1998, table I: 81 of 263.
  expect(wilson(81, 263)).toMatchObject({ low: expect.closeTo(0.2553, 4) as number, high: expect.closeTo(0.3662, 4) as number });
  expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) as number });
});
