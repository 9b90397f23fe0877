import { describe, expect, it } from 'vitest';
import { activityWords, daysInARow, dayWords } from './activity-words';

const week = (marks: string) =>
  [...marks].map((mark, index) => ({ day: `2026-03-0${index + 1}`, steps: mark === 'x' ? 1 : 0, answers: 0, exercises: 0, reviews: 0 }));

describe('the words about activity', () => {
  it.each([
    ['.......', 0],
    ['......x', 1],
    ['.....x.', 1],
    ['....x..', 0],
    ['xxx.xxx', 3],
    ['xxxxxx.', 6],
    ['xxxxxxx', 7],
  ])('%s has %d days in a row', (marks, row) => {
    expect(daysInARow(week(marks))).toBe(row);
  });

  it('never speaks of what was missed', () => {
    for (const marks of ['.......', 'x......', 'xx...x.', 'xxxxxxx'])
      expect(activityWords(week(marks))).not.toMatch(/lost|broken|missed|only/i);
    expect(activityWords(week('xx..xxx'))).toBe('You learned on 5 days of the last four weeks, 3 of them in a row just now.');
    expect(activityWords(week('x......'))).toBe('You learned on 1 day of the last four weeks.');
  });

  it('tells a day', () => {
    expect(dayWords({ day: '2026-03-01', steps: 2, answers: 1, exercises: 0, reviews: 12 })).toBe('March 1: 2 steps, 1 answer, 12 reviews');
    expect(dayWords(week('.')[0])).toBe('March 1: rest');
  });
});
