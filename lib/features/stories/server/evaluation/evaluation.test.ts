import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { planStory } from '../composer/plan-story';
import { realiseStory } from '../realise/realise-story';
import { scriptedWriter } from '../realise/testing/scripted-writer';
import { evaluationPrompts } from './evaluate-stories';
import { pronounMark, slotMark, slotMask } from './mask-slots';
import { countKept } from './measure-binding';
import { readTaughtTexts } from './measure-copying';
import { hasNoun, promptNouns } from './prompt-nouns';

const plan = planStory({ prompt: 'a ferryman named Zorvath who finds a zither', genre: 'mystery', names: 'held-out', rng: createRng(3) });
const mask = slotMask();

describe('slotMask', () => {
  it('makes equal what differs in slots, names and pronouns alone', () => {
    const one = mask('Amara wanted an oar, and she put the violin down in the Hotel Meridian.');
    const other = mask('Tobias wanted a mop, and he put the silver locket down at the observatory.');
    expect(one.filter((token) => token === slotMark)).toHaveLength(3);
    expect(one).toContain(pronounMark);
    expect([one.length, one[0], one.slice(1, 3)]).toEqual([other.length, slotMark, ['wanted', 'a']]);
  });

  it('masks what the prompt brought, and names that no list has', () => {
    expect(mask('The zither lay there.', plan).slice(0, 2)).toEqual(['the', slotMark]);
    expect(mask('The zither lay there.').slice(0, 2)).toEqual(['the', 'zither']);
    expect(mask('It was Zorvath who laughed.')).toEqual([pronounMark, 'was', slotMark, 'who', 'laughed']);
    expect(mask('Nobody laughed.')).toEqual(['nobody', 'laughed']);
  });
});

describe('readTaughtTexts', () => {
  const taught = readTaughtTexts(
    ['Amara put the violin down and went home. Nobody laughed.', 'The lamp went out. Rain fell on the roof all night.'],
    mask,
  );

  it('finds sentences that were learned whole, whoever they were about', () => {
    const sentences = ['Zorvath put the zither down and went home.', 'Zorvath put the zither down and stayed there.', 'Yes.'];
    expect(taught.copiedShare(sentences, plan)).toBe(0.5);
    expect(taught.copiedShare(['Yes.'], plan)).toBeNaN();
  });

  it('measures the longest run, never across texts', () => {
    expect(taught.longestCopied('Then Zorvath put the zither down and slept.', plan)).toBe(6);
    expect(taught.longestCopied('Nobody laughed. The lamp went out.', plan)).toBe(4);
    expect(taught.longestCopied('Xylophones everywhere xylophones everywhere.', plan)).toBeLessThan(2);
  });
});

describe('countKept', () => {
  const raw = (change: (text: string) => string) =>
    realiseStory(plan, { client: scriptedWriter(plan, { change }), mode: 'single', rng: createRng(1) });

  it('counts every slot of a writer that keeps the plan', async () => {
    const kept = countKept(plan, await raw((text) => text));
    expect(kept.name.asked).toBeGreaterThan(1);
    for (const slot of ['name', 'role', 'foe', 'place'] as const) expect(kept[slot].kept, slot).toBe(kept[slot].asked);
  });

  it('counts none of the names where another stands in their place, and no object that has become another', async () => {
    const renamed = countKept(plan, await raw((text) => text.replaceAll('Zorvath', 'Mirabel')));
    expect(renamed.name.kept).toBe(0);
    const swapped = countKept(plan, await raw((text) => text.replace(/zither/g, 'opera glove')));
    expect(swapped.object.kept).toBe(0);
    expect(swapped.object.asked).toBeGreaterThan(2);
  });
});

describe('prompts', () => {
  it('have nouns that can be looked for', () => {
    expect(promptNouns('A beekeeper on Mars trades honey for oxygen')).toEqual(expect.arrayContaining(['beekeeper', 'mars']));
    expect(promptNouns('a map of the stars')).toEqual(['map', 'stars']);
    expect(hasNoun('She saw a star.', 'stars')).toBe(true);
    expect(hasNoun('She started.', 'star')).toBe(false);
    for (const prompt of evaluationPrompts()) expect(promptNouns(prompt).length, prompt).toBeGreaterThan(0);
  });

  it('are told without a writer, too', async () => {
    const story = await realiseStory(plan, { mode: 'checked', rng: createRng(2) });
    expect(hasNoun(story.text, 'zither')).toBe(true);
  });
});
