import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { planStory } from '../composer/plan-story';
import { loadStyles } from '../composer/styles';
import { checkText } from './check-text';
import { mendText } from './mend-text';
import type { Situation } from './situation';
import { storyWords } from './story-words';

const drawn = planStory({ prompt: 'a lighthouse keeper named Zorvath who finds a violin', genre: 'mystery', rng: createRng(4) });
const plan = { ...drawn, foe: { noun: 'grey monk', article: 'the', pronouns: 'he' } } as const;
const situation: Situation = {
  plan,
  style: loadStyles().plain,
  beat: 'incident',
  keep: ['name', 'foe'],
  before: 'It rained all day.',
  usualWords: 20,
  words: storyWords(),
};
const composed = ['Nobody spoke for a while.', 'Then the grey monk came in and shut the door.'];
const mend = (text: string) => mendText(text, checkText(text, true, situation), composed, situation);

it('adds the composer’s sentence for a slot that is missing, under the composer’s name', () => {
  const sentences = mend('Zorvath stood quite still at the window. The lamps went out, one after another.');
  expect(sentences?.map(({ author }) => author).sort()).toEqual(['composer', 'writer', 'writer']);
  expect(sentences?.find(({ author }) => author === 'composer')?.text).toBe(composed[1]);
});

it('leaves out the sentence at fault', () => {
  const sentences = mend('Zorvath saw the grey monk at the window. The lamps went out. Mirabel said nothing at all.');
  expect(sentences?.map(({ text }) => text)).toEqual(['Zorvath saw the grey monk at the window.', 'The lamps went out.']);
});

it('gives up on a text that has lost the plan, or of which little would be left', () => {
  expect(mend('The lamps went out, one after another. There was a smell of wax.')).toBeUndefined();
  expect(mend('Zorvath saw the grey monk. Mirabel said nothing. Mirabel left. Mirabel came back.')).toBeUndefined();
  expect(mend('')).toBeUndefined();
});
