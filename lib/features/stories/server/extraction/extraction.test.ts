import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { extractSlots } from './extract-slots';
import { findPeople } from './names';

const story =
  'The lamp had gone out when Marta came down to the quay, and Marta said nothing, for her brother Pell was in his bed, and he slept. ' +
  'Near the water Marta found her boots. She put them on, and she thought of her mother. Then Pell woke, and Pell asked for his coat before he stood. ' +
  'The old keeper laughed at him. It was Monday, and in London nobody knew what Pell had seen in the fog. He wanted to find the brass key, ' +
  'and so did Marta, who kept her hand upon the rope.';

describe('people of a text', () => {
  it('finds names with their pronouns, most mentioned first, and no days, cities or sentence openers', () => {
    expect(findPeople(story, 3)).toEqual([
      { name: 'Marta', pronouns: 'she', mentions: 4 },
      { name: 'Pell', pronouns: 'he', mentions: 4 },
    ]);
  });

  it('takes no word for a name that also stands in small letters', () => {
    expect(findPeople('It was Hope who came, and Hope said yes, for Hope was kind; but there was no hope left.')).toEqual([]);
  });

  it('finds nobody in an empty text', () => expect(findPeople('')).toEqual([]));
});

describe('slots of a passage', () => {
  const people = findPeople(story, 3);

  it('reads who, whom, what, where and when', () => {
    const slots = extractSlots('At dusk Pell met Marta in the boat house, and the old keeper laughed, for his lantern was gone. He wanted to go home.', people);
    expect(slots).toEqual({
      name: 'Marta (she)',
      ally: 'Pell (he)',
      foe: 'old keeper (he)',
      place: 'in the boat house',
      object: 'lantern',
      time: 'at dusk',
      want: 'go home',
    });
  });

  it('names only what stands in the passage, the hero apart', () => {
    const passages = story.split('. ').flatMap((sentence, i, all) => [sentence, all.slice(i, i + 2).join('. ')]);
    for (const passage of passages) {
      const { name: _hero, ...slots } = extractSlots(passage, people);
      for (const value of Object.values(slots)) {
        expect(passage.toLowerCase()).toContain(value.replace(/ \((?:she|he|it|they)\)$/u, '').toLowerCase());
      }
    }
  });

  it('gives the hero of the story where the passage names nobody', () => {
    expect(extractSlots('It was cold.', people)).toEqual({ name: 'Marta (she)' });
    expect(extractSlots('It was cold.', [])).toEqual({});
  });

  it('survives any text', () => {
    const rng = createRng(5);
    const characters = [...'aA .,"\n(|é'];
    for (let i = 0; i < 200; i++) {
      const text = Array.from({ length: rng.int(60) }, () => rng.pick(characters)).join('');
      for (const value of Object.values(extractSlots(text, findPeople(text)))) expect(value).not.toContain('|');
    }
  });
});
