import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { genres } from '@/lib/vocabulary/genres';
import { composeStory, type ComposedStory } from './compose';
import type { StoryPlan } from './plan';
import { planStory } from './plan-story';
import { countWords } from './sentences';
import { dropComparisons, splitClauses, type StyleId } from './styles';

const sample = 48;

function stories(style: StyleId): { plan: StoryPlan; story: ComposedStory }[] {
  return Array.from({ length: sample }, (_, seed) => {
    const rng = createRng(seed);
    const plan = planStory({ prompt: '', genre: genres[seed % genres.length], style, rng });
    return { plan, story: composeStory(plan, rng) };
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const sentenceLength = (style: StyleId): number =>
  mean(stories(style).flatMap(({ story }) => story.sentences.map(({ text }) => countWords(text))));
const perStory = (style: StyleId, measure: (text: string, plan: StoryPlan) => number): number =>
  mean(stories(style).map(({ story, plan }) => measure(story.text, plan)));
const outsideSpeech = (text: string): string => text.replace(/"[^"]*"/g, '');
const matches = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const speechShare = (text: string): number => countWords((text.match(/"[^"]*"/g) ?? []).join(' ')) / countWords(text);

describe('style modifiers change the text as promised', () => {
  it('terse: sentences under ten and a half words on average, and fewer words', () => {
    expect(sentenceLength('terse')).toBeLessThan(10.5);
    expect(sentenceLength('terse')).toBeLessThan(0.85 * sentenceLength('plain'));
    expect(perStory('terse', countWords)).toBeLessThan(perStory('plain', countWords));
  });

  it('lyrical: longer sentences and more comparisons', () => {
    const comparisons = (text: string): number => matches(text, /\b(?:like|as if|as though)\b/g);
    expect(sentenceLength('lyrical')).toBeGreaterThan(1.1 * sentenceLength('plain'));
    expect(perStory('lyrical', comparisons)).toBeGreaterThan(perStory('plain', comparisons) + 2);
  });

  it('humorous: asides in brackets in every story', () => {
    for (const { story } of stories('humorous')) expect(matches(story.text, /\([A-Z][^)]*\)/g)).toBeGreaterThanOrEqual(3);
    for (const { story } of stories('plain')) expect(story.text).not.toContain('(');
  });

  it('suspenseful: at least twice as many very short sentences', () => {
    const clipped = (style: StyleId): number =>
      mean(stories(style).map(({ story }) => story.sentences.filter(({ text }) => countWords(text) <= 4).length));
    expect(clipped('suspenseful')).toBeGreaterThan(2 * clipped('plain'));
    expect(clipped('suspenseful')).toBeGreaterThan(4);
  });

  it('dialogue: more than a quarter of the words are speech', () => {
    expect(perStory('dialogue', speechShare)).toBeGreaterThan(0.25);
    expect(perStory('plain', speechShare)).toBeLessThan(0.15);
  });

  it('first person: the protagonist says I, and is named at the beginning', () => {
    for (const { story, plan } of stories('first_person')) {
      expect(matches(outsideSpeech(story.text), /\b(?:I|me|my)\b/g)).toBeGreaterThan(6);
      expect(
        story.sentences
          .slice(0, 2)
          .map(({ text }) => text)
          .join(' '),
      ).toContain(plan.hero.name);
    }
    for (const { story } of stories('plain')) expect(outsideSpeech(story.text)).not.toMatch(/\b(?:I|me|my)\b/);
  });

  it('present tense: is and has, not was and had', () => {
    const past = (text: string): number => matches(outsideSpeech(text), /(?<!has |have )\b(?:was|were|had|said|went|came|took|knew)\b/g);
    const present = (text: string): number => matches(outsideSpeech(text), /\b(?:is|are|has|says|goes|comes|takes|knows)\b/g);
    expect(perStory('present_tense', past)).toBe(0);
    expect(perStory('present_tense', present)).toBeGreaterThan(6);
    expect(perStory('plain', past)).toBeGreaterThan(6);
  });

  it('letter: greeting, first person, signature', () => {
    for (const { story, plan } of stories('letter')) {
      expect(story.text).toMatch(/^(?:Dear|My dear) /);
      expect(story.text.endsWith(plan.hero.name)).toBe(true);
      expect(matches(outsideSpeech(story.text), /\bI\b/g)).toBeGreaterThan(3);
    }
  });

  it('storyteller: speaks to a listener', () => {
    const addressed = (text: string): number => matches(outsideSpeech(text), /\b[Yy]ou\b/g);
    expect(perStory('storyteller', addressed)).toBeGreaterThan(2);
    expect(perStory('plain', addressed)).toBeLessThan(0.7);
  });

  it('introspective: questions outside speech', () => {
    const questions = (text: string): number => matches(outsideSpeech(text), /\?/g);
    for (const { story } of stories('introspective')) expect(questions(story.text)).toBeGreaterThanOrEqual(3);
    expect(perStory('plain', questions)).toBeLessThan(0.8);
  });
});

describe('dropComparisons', () => {
  it('takes a comparison off the end of a clause, but not where the verb needs it', () => {
    expect(dropComparisons('Hail [bounce] off the ground like spilled beads.')).toBe('Hail [bounce] off the ground.');
    expect(dropComparisons('{N} [fall@] down, as if the floor [be] water, and [laugh@].')).toBe('{N} [fall@] down, and [laugh@].');
    for (const whole of ['The town [look] like a drawing.', 'It [look] something like a hand.', '"It fell like a stone," [say] {A}.'])
      expect(dropComparisons(whole)).toBe(whole);
  });
});

describe('splitClauses', () => {
  it('cuts joined main clauses and leaves speech, lists and subordinate clauses alone', () => {
    expect(splitClauses('The door [open], and {they} [step@] in.')).toBe('The door [open]. {they} [step@] in.');
    expect(splitClauses('{N} [take@] the rope and [climb@].')).toBe('{N} [take@] the rope. {They} [climb@].');
    expect(splitClauses('The rain [stop]; the street [steam].')).toBe('The rain [stop]. the street [steam].');
    for (const whole of [
      '"Come in, and the cat will follow," [say] {A}.',
      '{N} [take@] the rope, the lamp, and the map.',
      'When the lamp [go] out, and the wind [rise], {N} [wait@].',
    ]) {
      expect(splitClauses(whole)).toBe(whole);
    }
  });
});
