import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewRatings } from '@/lib/vocabulary/reviews';
import { dueUntil, intervals, newMemory, reviewed, type Memory } from './scheduler';

const start = new Date('2026-03-01T18:00:00Z');
const hours = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 3_600_000;
const later = (from: Date, count: number) => new Date(from.getTime() + count * 3_600_000);

describe('the schedule of a card', () => {
  it('asks a new card tomorrow, from some hours before the same time on', () => {
    const { due } = newMemory(start);
    expect(hours(start, due)).toBe(24);
    expect(due <= dueUntil(start)).toBe(false);
    expect(due <= dueUntil(later(start, 15))).toBe(false);
    expect(due <= dueUntil(later(start, 17))).toBe(true);
  });

  it('gives longer intervals the better it was remembered, and longer ones each time', () => {
    let memory = newMemory(start);
    let now = memory.due;
    let last = 0;
    for (let review = 0; review < 6; review++) {
      const { again, hard, good, easy } = intervals(memory, now);
      expect(again).toBeLessThan(hard);
      expect(hard).toBeLessThan(good);
      expect(good).toBeLessThan(easy);
      expect(good).toBeGreaterThan(last);
      last = good;
      memory = reviewed(memory, 'good', now);
      now = memory.due;
    }
    expect(memory.reps).toBe(6);
    expect(last).toBeGreaterThan(60 * 86_400);
  });

  it('brings what was forgotten back in the same sitting, and counts the lapse', () => {
    const known = reviewed(newMemory(start), 'good', later(start, 24));
    const forgotten = reviewed(known, 'again', known.due);
    expect(forgotten).toMatchObject({ state: 'relearning', lapses: 1 });
    expect(hours(known.due, forgotten.due)).toBeLessThan(1);
    const again = reviewed(forgotten, 'good', forgotten.due);
    expect(again.state).toBe('review');
    expect(hours(forgotten.due, again.due)).toBeGreaterThanOrEqual(24);
    expect(again.stability).toBeLessThan(reviewed(known, 'good', known.due).stability);
  });

  it('is the same for the same reviews, whatever they are, and never due before the review', () => {
    const history = fc.array(fc.tuple(fc.constantFrom(...reviewRatings), fc.integer({ min: 0, max: 2000 })), { maxLength: 12 });
    const run = (reviews: readonly (readonly [(typeof reviewRatings)[number], number])[]): Memory => {
      let now = start;
      return reviews.reduce((memory, [rating, pause]) => {
        now = later(now, pause);
        const next = reviewed(memory, rating, now);
        expect(next.due.getTime()).toBeGreaterThan(now.getTime());
        expect(next.lastReview).toEqual(now);
        return next;
      }, newMemory(start));
    };
    fc.assert(
      fc.property(history, (reviews) => {
        expect(run(reviews)).toEqual(run(reviews));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
