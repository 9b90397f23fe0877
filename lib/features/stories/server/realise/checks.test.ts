import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { composeStory } from '../composer/compose';
import { loadStoryContent } from '../composer/content';
import { planStory } from '../composer/plan-story';
import { countWords } from '../composer/sentences';
import { loadStyles, styleIds } from '../composer/styles';
import { checkText } from './check-text';
import { mentions } from './phrases';
import { sentencesOf, type CheckName, type Situation } from './situation';
import { storyWords } from './story-words';

const content = loadStoryContent();
const words = storyWords(content);
const styles = loadStyles();

/** Every beat of composed stories, which nothing is wrong with, and what it has to fit. */
function* soundBeats(stories: number, seed: number): Generator<{ text: string; situation: Situation }> {
  for (let i = 0; i < stories; i++) {
    const rng = createRng(seed + i);
    const style = rng.pick(styleIds);
    const plan = planStory({
      prompt: '',
      genre: rng.pick(content.written),
      style,
      rng,
      names: i % 2 ? 'held-out' : 'training',
      borrow: 0.2,
    });
    let before = '';
    for (const { beat, text, keep } of composeStory(plan, rng).beats) {
      yield { text, situation: { plan, style: styles[style], beat, keep, before, usualWords: countWords(text), words } };
      before = before ? `${before} ${text}` : text;
    }
  }
}
const checksOf = (text: string, situation: Situation, finished = true): CheckName[] =>
  checkText(text, finished, situation).map(({ check }) => check);

describe('checkText', () => {
  const beats = [...soundBeats(60, 500)];
  /** Share of the changed texts that the check catches. */
  const caught = (check: CheckName, change: (text: string, situation: Situation) => string | undefined): number => {
    const changed = beats.flatMap(({ text, situation }) => {
      const damaged = change(text, situation);
      return damaged === undefined || damaged === text ? [] : [checksOf(damaged, situation).includes(check)];
    });
    expect(changed.length).toBeGreaterThan(20);
    return changed.filter(Boolean).length / changed.length;
  };

  it('has hardly anything to say against sound text', () => {
    const wrong = beats.filter(({ text, situation }) => checksOf(text, situation).length > 0);
    expect(wrong.length / beats.length).toBeLessThan(0.02);
  });

  it('catches another name', () => {
    expect(
      caught('names', (text, { plan }) => (mentions(text, plan.hero.name) ? text.replaceAll(plan.hero.name, 'Zorvath') : undefined)),
    ).toBeGreaterThan(0.95);
    expect(
      caught('names', (text, { plan }) =>
        mentions(text, plan.hero.name) ? text.replaceAll(plan.hero.name, `${plan.hero.name.slice(0, -1)}q`) : undefined,
      ),
    ).toBeGreaterThan(0.95);
  });

  it('catches another story’s object', () => {
    expect(
      caught('names', (text, { plan }) => (mentions(text, plan.object.noun) ? `${text} There was the opera glove.` : undefined)),
    ).toBeGreaterThan(0.95);
  });

  it('catches a missing object, foe, role and place', () => {
    for (const slot of ['foe', 'place'] as const) {
      const gone = (text: string, { plan, keep }: Situation) =>
        keep.includes(slot) ? text.replace(new RegExp(plan[slot].noun, 'gi'), 'matter') : undefined;
      expect(caught('slots', gone), slot).toBe(1);
    }
    const noObject = (text: string, { plan, keep }: Situation) =>
      keep.includes('object') ? text.replace(new RegExp(plan.object.noun, 'gi'), 'matter').replace(/\bit\b/gi, 'that') : undefined;
    expect(caught('slots', noObject)).toBe(1);
    expect(caught('slots', (text, { plan, keep }) => (keep.includes('role') ? text.replaceAll(plan.hero.role, 'matter') : undefined))).toBe(
      1,
    );
  });

  it('catches a wrong pronoun beside the only person named', () => {
    const swapped: Record<string, string> = {
      she: 'he',
      he: 'she',
      her: 'his',
      his: 'her',
      him: 'her',
      himself: 'herself',
      herself: 'himself',
    };
    const swap = (text: string, { plan, style }: Situation): string | undefined => {
      if (style.person === 'first' || plan.hero.pronouns === 'they') return undefined;
      const alone = (sentence: string) =>
        mentions(sentence, plan.hero.name) && !mentions(sentence, plan.ally.name) && !mentions(sentence, plan.foe.noun);
      const change = (sentence: string) => sentence.replace(/\b(?:she|he|her|his|him|himself|herself)\b/g, (word) => swapped[word]);
      return sentencesOf(text)
        .map((sentence) => (alone(sentence) ? change(sentence) : sentence))
        .join(' ');
    };
    // The others stand beside somebody – a father, a guard – whose pronoun it might be.
    expect(caught('pronouns', swap)).toBeGreaterThan(0.6);
  });

  it('catches what was said before, and what breaks off', () => {
    expect(caught('repetition', (text) => `${text} ${sentencesOf(text)[0]}`)).toBeGreaterThan(0.95);
    expect(caught('repetition', (text, { before }) => (countWords(before) > 20 ? `${sentencesOf(before).sort((a, b) => b.length - a.length)[0]} ${text}` : undefined))).toBeGreaterThan(0.95); // prettier-ignore
    expect(caught('sentences', (text) => text.slice(0, -6))).toBeGreaterThan(0.95);
    for (const { text, situation } of beats.slice(0, 20)) expect(checksOf(text, situation, false)).toContain('sentences');
    expect(caught('sentences', (text) => `${text} "And then`)).toBe(1);
    expect(caught('sentences', (text) => `${text} It was was a apple.`)).toBe(1);
  });

  it('catches far too little and far too much', () => {
    expect(caught('length', () => 'It rained.')).toBe(1);
    expect(caught('length', (text) => `${text} ${text} ${text}`)).toBeGreaterThan(0.95);
  });
});
