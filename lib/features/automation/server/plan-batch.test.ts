import { describe, expect, it } from 'vitest';
import { genres } from '@/lib/vocabulary/genres';
import { tellingVoices } from '@/lib/vocabulary/auto-training';
import { guaranteedShare, planBatch, type BatchPlan } from './plan-batch';

const prompts = Object.fromEntries(genres.map((genre) => [genre, Array.from({ length: 10 }, (_, i) => `${genre} ${i}`)])) as Record<
  (typeof genres)[number],
  string[]
>;
const plan = (change: Partial<BatchPlan> = {}): BatchPlan => ({
  numExamples: 80,
  genres: [],
  seed: 1,
  storeInMemory: false,
  candidates: 2,
  voices: ['composer', 'writer'],
  ownPrompts: [],
  ownStyles: [],
  shares: null,
  budgetMinutes: null,
  ...change,
});
const counts = <T extends string>(values: readonly T[]) =>
  values.reduce<Record<string, number>>((all, value) => ({ ...all, [value]: (all[value] ?? 0) + 1 }), {});

describe('the plan of a collection', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planBatch(plan(), prompts)).toEqual(planBatch(plan(), prompts));
    expect(planBatch(plan({ seed: 2 }), prompts)).not.toEqual(planBatch(plan(), prompts));
  });

  it('does not depend on how many texts follow', () => {
    const [short, long] = [
      planBatch(plan({ numExamples: 9, voices: ['composer'] }), prompts),
      planBatch(plan({ voices: ['composer'] }), prompts),
    ];
    expect(long.slice(0, 9)).toEqual(short);
  });

  it.each([1, 7, 8, 50, 500])('shares %i texts evenly among all genres where none is named', (numExamples) => {
    const shared = counts(planBatch(plan({ numExamples }), prompts).map(({ genre }) => genre));
    const numbers = genres.map((genre) => shared[genre] ?? 0);
    expect(Math.max(...numbers) - Math.min(...numbers)).toBeLessThanOrEqual(1);
    expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(numExamples);
  });

  it('keeps to the genres that are named', () => {
    expect(counts(planBatch(plan({ numExamples: 50, genres: ['fantasy', 'sci_fi'] }), prompts).map(({ genre }) => genre))).toEqual({
      fantasy: 25,
      sci_fi: 25,
    });
  });

  it('asks every prompt once before one comes again, the person’s own among them', () => {
    const own = { genre: 'horror' as const, prompt: 'A door that is not there' };
    const texts = planBatch(plan({ numExamples: 11, genres: ['horror'], ownPrompts: [own] }), prompts);
    expect(new Set(texts.map(({ prompt }) => prompt)).size).toBe(11);
    expect(texts.map(({ prompt }) => prompt)).toContain(own.prompt);
  });

  it('guarantees each voice its part, and leaves the rest to the best', () => {
    const shared = counts(planBatch(plan({ numExamples: 100, voices: tellingVoices.slice() }), prompts).map(({ voice }) => voice));
    for (const voice of tellingVoices) expect(shared[voice]).toBe(Math.floor((100 * guaranteedShare) / tellingVoices.length));
    expect(shared.open).toBe(100 - 4 * 15);
    expect(counts(planBatch(plan({ voices: ['writer'] }), prompts).map(({ voice }) => voice))).toEqual({ writer: 80 });
  });

  it('gives each voice at least the share that a person has set, and the rest to the best', () => {
    const told = planBatch(plan({ numExamples: 50, voices: ['composer', 'writer', 'own'], shares: { writer: 0.5, own: 0.3 } }), prompts);
    expect(counts(told.map(({ voice }) => voice))).toEqual({ writer: 25, own: 15, open: 10 });
    const third = planBatch(plan({ numExamples: 10, shares: { composer: 0.3, writer: 0.7 } }), prompts);
    expect(counts(third.map(({ voice }) => voice))).toEqual({ composer: 3, writer: 7 });
  });

  it('tells in the person’s styles as often as in each of the ten, on top of the style that they change', () => {
    const mine = { name: 'By the fire', base: 'terse' as const, openings: ['Hush now.'], asides: [], closings: [] };
    const told = planBatch(plan({ numExamples: 300, ownStyles: [mine] }), prompts);
    const inMine = told.filter(({ ownStyle }) => ownStyle !== undefined);
    expect(inMine.every(({ style, ownStyle }) => style === 'terse' && ownStyle === mine)).toBe(true);
    const lyrical = told.filter(({ style }) => style === 'lyrical').length;
    expect(Math.abs(inMine.length - lyrical)).toBeLessThanOrEqual(1);
    // Nobody's collections change by the styles of others.
    expect(planBatch(plan(), prompts).every(({ ownStyle }) => ownStyle === undefined)).toBe(true);
  });
});
