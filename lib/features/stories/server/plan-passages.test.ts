import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { composeStory } from './composer/compose';
import { planStory } from './composer/plan-story';
import { planPrefix } from './composer/prefix';
import { planPassages } from './plan-passages';

it('gives each step behind its plan and the story so far, as the writer is asked for it', () => {
  const plan = planStory({ prompt: 'A diver who finds a bell', genre: 'adventure', rng: createRng(1) });
  const story = composeStory(plan, createRng(2));
  const keep = Object.fromEntries(story.beats.map((beat) => [beat.beat, beat.keep]));
  const passages = planPassages(plan, keep, story.sentences);
  expect(passages.map(({ text }) => text)).toEqual(story.beats.map(({ text }) => text));
  let before = '';
  for (const [i, { beat, text, keep: kept }] of story.beats.entries()) {
    expect(passages[i].prefix).toBe(planPrefix(plan, beat, { keep: kept, before }));
    before = before ? `${before} ${text}` : text;
  }
  expect(
    planPassages(
      plan,
      keep,
      story.sentences.filter(({ beat }) => beat !== 'want'),
    ),
  ).toHaveLength(6);
});
