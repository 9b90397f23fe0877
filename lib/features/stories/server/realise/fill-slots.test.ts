import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { StoryPlan } from '../composer/plan';
import { planStory } from '../composer/plan-story';
import { loadStyles } from '../composer/styles';
import { fillSlots, textOf } from './fill-slots';
import type { Situation } from './situation';
import { storyWords } from './story-words';

const drawn = planStory({ prompt: 'a lighthouse keeper named Zorvath who finds an oboe', genre: 'mystery', rng: createRng(4) });
const plan: StoryPlan = {
  ...drawn,
  ally: { ...drawn.ally, name: 'Anton' },
  foe: { noun: 'grey monk', article: 'the', pronouns: 'he' },
};
const situation: Situation = {
  plan,
  style: loadStyles().plain,
  beat: 'turn',
  keep: ['name', 'object', 'foe'],
  before: 'Zorvath waited with Anton.',
  usualWords: 12,
  words: storyWords(),
};
const fillSentences = (text: string, parts: Partial<Situation> = {}) => fillSlots(text, { ...situation, ...parts });
const fill = (...asked: Parameters<typeof fillSentences>) => {
  const filled = fillSentences(...asked);
  return filled && textOf(filled);
};

describe('fillSlots', () => {
  it('puts the plan’s people in the places of strangers, each wherever it stands', () => {
    expect(fill('Mirabel ran, and nobody saw Mirabel’s face.')).toBe('Zorvath ran, and nobody saw Zorvath’s face.');
    expect(fill('Zorvath ran after Mirabel.')).toBe('Zorvath ran after Anton.');
    expect(fill('Mirabel ran after Philomena.')).toBe('Zorvath ran after Anton.');
  });

  it('puts the plan’s things in the places of others, with the right article', () => {
    expect(fill('Zorvath held a birdcage. The birdcage shook.')).toBe('Zorvath held an oboe. The oboe shook.');
    expect(fill('A blackmailer told Zorvath so.')).toBe('The grey monk told Zorvath so.');
  });

  it('says of each sentence what was put in, and what for', () => {
    expect(fillSentences('It rained. Mirabel held a birdcage, and Mirabel shook.')).toEqual([
      { text: 'It rained.', putIn: [] },
      {
        text: 'Zorvath held an oboe, and Zorvath shook.',
        putIn: [
          { words: 'Zorvath', insteadOf: 'Mirabel' },
          { words: 'Zorvath', insteadOf: 'Mirabel' },
          { words: 'an oboe', insteadOf: 'a birdcage' },
        ],
      },
    ]);
  });

  it('gives up where the plan’s own is there already, where nobody is left, and where nothing is foreign', () => {
    expect(fill('Zorvath put the oboe into the birdcage.')).toBeUndefined();
    expect(fill('Zorvath and Anton saw Mirabel.')).toBeUndefined();
    expect(fill('Zorvath ran after Mirabel.', { before: '' })).toBeUndefined();
    expect(fill('Mirabel ran.', { style: loadStyles().first_person, before: '' })).toBeUndefined();
    expect(fill('Zorvath ran.')).toBeUndefined();
  });
});
