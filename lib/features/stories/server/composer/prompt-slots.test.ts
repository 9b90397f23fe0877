import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { genres } from '@/lib/vocabulary/genres';
import { composeStory } from './compose';
import { loadStoryContent } from './content';
import { guessGenre } from './guess-genre';
import { withIndefinite } from './noun-phrase';
import { planStory } from './plan-story';
import { loadPrompts } from './prompts';
import { promptSlots } from './prompt-slots';

const content = loadStoryContent();

/** Prompt; role; object with article; place with preposition; foe; companion. A dash where the prompt says nothing. */
const table: readonly (readonly [string, string, string, string, string, string])[] = [
  ['a lighthouse keeper on Mars who finds a violin', 'lighthouse keeper', 'a violin', 'on Mars', '-', '-'],
  ['A baker in Lisbon steals a silver spoon', 'baker', 'a silver spoon', 'in Lisbon', '-', '-'],
  ['Write about a young spy aboard a submarine hunting a traitor', 'young spy', '-', 'aboard a submarine', 'traitor', '-'],
  ['the widow of a sea captain inherits a music box', 'widow of a sea captain', 'a music box', '-', '-', '-'],
  [
    'A robot gardener and her brother protect the last apple from a swarm of drones',
    'robot gardener',
    'the last apple',
    '-',
    '-',
    'brother',
  ],
  ['A detective hunts a ghost in the Grand Theatre', 'detective', '-', 'in the Grand Theatre', 'ghost', '-'],
  ['Two brothers find a map under the old bridge', '-', 'a map', 'under the old bridge', '-', 'brother'],
  ['A nurse fights a vampire in the cellar of a hospital', 'nurse', '-', 'in the cellar of a hospital', 'vampire', '-'],
  ['An honest thief returns a stolen ring to the queen', 'honest thief', 'a stolen ring', '-', '-', 'queen'],
  ['A clockmaker must repair a broken clock before midnight', 'clockmaker', 'a broken clock', '-', '-', '-'],
  ['A beekeeper discovers a key in a jar of honey', 'beekeeper', 'a key', '-', '-', '-'],
  ['A pilot carries letters across the desert', 'pilot', 'a bundle of letters', 'across the desert', '-', '-'],
  ['A princess escapes from a dragon with a kitchen knife', 'princess', 'a kitchen knife', '-', 'dragon', '-'],
  ['An archivist finds a red notebook in the county archive', 'archivist', 'a red notebook', 'in the county archive', '-', '-'],
  ['A cellist on Titan Station is hunted by the debt collector', 'cellist', '-', 'on Titan Station', 'debt collector', '-'],
  ['A patient gravedigger guards an iron bell', 'gravedigger', 'an iron bell', '-', '-', '-'],
  ['A monk in a monastery on a mountain copies a forbidden book', 'monk', 'a forbidden book', 'in a monastery', '-', '-'],
  ['A shepherd seeks the golden fleece', 'shepherd', 'the golden fleece', '-', '-', '-'],
  ['A journalist receives a phone without a number', 'journalist', 'a phone', '-', '-', '-'],
  ['A tailor sews a cloak of feathers', 'tailor', 'a cloak of feathers', '-', '-', '-'],
  ['A cook on a pirate ship hides a golden fork', 'cook', 'a golden fork', 'on a pirate ship', '-', '-'],
  ['A stranger in Venice loses her umbrella', 'stranger', 'a umbrella', 'in Venice', '-', '-'],
  ['A hermit digs up gold', 'hermit', 'a bag of gold', '-', '-', '-'],
  ['A student and a professor race to decode an alien signal at the observatory', 'student', '-', 'at the observatory', '-', 'professor'],
  ['A werewolf who works as a dentist', 'werewolf', '-', '-', '-', '-'],
  ['A violinist finds a letter in her violin case', 'violinist', 'a letter', '-', '-', '-'],
  ['An orphan steals three keys from the warden', 'orphan', 'a ring of keys', '-', '-', 'warden'],
  ['A geologist beneath the glacier hears a bell', 'geologist', 'a bell', 'beneath the glacier', '-', '-'],
  ['A lawyer is blackmailed with a photograph', 'lawyer', 'a photograph', '-', '-', '-'],
  ['A puppet maker in Prague builds a wooden child', 'puppet maker', 'a wooden child', 'in Prague', '-', '-'],
  ['A knight defends a village against an ogre', 'knight', '-', 'in a village', 'ogre', '-'],
  ['A surgeon on the moon must trust a robot', 'surgeon', '-', 'on the moon', '-', 'robot'],
  ['A poet falls in love with a lighthouse keeper', 'poet', '-', '-', '-', 'lighthouse keeper'],
  ['A boy finds a compass that points to whatever he fears', 'boy', 'a compass', '-', '-', '-'],
  ['The mayor of a drowned town keeps an umbrella', 'mayor', 'an umbrella', 'in a drowned town', '-', '-'],
  ['A smuggler carries medicine over the mountains', 'smuggler', 'a bottle of medicine', '-', '-', '-'],
  ['A translator at the border post receives a sealed envelope', 'translator', 'a sealed envelope', 'at the border post', '-', '-'],
  ['A hacker steals the chess piece of a dictator', 'hacker', 'the chess piece of a dictator', '-', '-', '-'],
  ['A weaver named Amara mends a torn flag', 'weaver', 'a torn flag', '-', '-', '-'],
  ['about Xanthe, a glass blower', 'glass blower', '-', '-', '-', '-'],
  ['a story about Mara, a glass blower', 'glass blower', '-', '-', '-', '-'],
  ['Write me a short, sad story about Ilse, a glass blower in Prague', 'glass blower', '-', 'in Prague', '-', '-'],
  ['Please write a fairy tale about a glass blower', 'glass blower', '-', '-', '-', '-'],
  ['a story about Mr Finch, a retired bus driver', 'retired bus driver', '-', '-', '-', '-'],
  ['a romance about Xanthe and Bo, two glass blowers in Prague', 'glass blower', '-', 'in Prague', '-', 'glass blower'],
  ['In a small town, a glass blower finds a letter', 'glass blower', 'a letter', 'in a small town', '-', '-'],
  ['A sailor tells a tale of a golden bell', 'sailor', '-', '-', '-', '-'],
  ['about Excalibur, a sword of light', '-', 'a sword of light', '-', '-', '-'],
  ['a story about Venice, a city under water', '-', '-', 'in Venice', '-', '-'],
  ['about a locket, a letter and a paper tower', '-', 'a locket', 'in a paper tower', '-', '-'],
  ["An astronaut wakes on a starship and finds a child's drawing", 'astronaut', "a child's drawing", 'on a starship', '-', '-'],
];

describe('promptSlots', () => {
  it.each(table)('reads %s', (prompt, role, object, place, foe, ally) => {
    const slots = promptSlots(prompt, content);
    expect(slots.hero.role ?? '-').toBe(role);
    expect(slots.object ? withIndefinite(slots.object) : '-').toBe(object.replace('a umbrella', 'an umbrella'));
    expect(slots.place ? `${slots.place.preposition} ${withIndefinite(slots.place)}` : '-').toBe(place);
    expect(slots.foe?.noun ?? '-').toBe(foe);
    expect(slots.ally?.role ?? '-').toBe(ally);
  });

  it('reads names, pronouns, traits, times and weather', () => {
    expect(promptSlots('A weaver named Amara mends a torn flag', content).hero).toMatchObject({ name: 'Amara', role: 'weaver' });
    expect(promptSlots('Zinnia, a stubborn pilot, finds her map', content).hero).toMatchObject({
      name: 'Zinnia',
      trait: 'stubborn',
      role: 'pilot',
      pronouns: 'she',
    });
    expect(promptSlots('a story about Xanthe, a glass blower', content).hero.name).toBe('Xanthe');
    expect(promptSlots('Tell me about Fang, a wolf who loves snow', content).hero).toEqual({ name: 'Fang', role: 'wolf' });
    for (const nobody of ['about Excalibur, a sword of light', 'a story about Venice, a city under water'])
      expect(promptSlots(nobody, content).hero).toEqual({});
    expect(promptSlots('a king who loses his crown at midnight in the snow', content)).toMatchObject({
      hero: { role: 'king', pronouns: 'he' },
      time: 'at midnight',
      weather: 'snow',
    });
    expect(promptSlots('', content)).toEqual({ hero: {} });
    expect(promptSlots('!!! ??? "(', content)).toEqual({ hero: {} });
  });

  it('carries what it read through the plan into the story', () => {
    for (let seed = 0; seed < 60; seed++) {
      const rng = createRng(seed);
      const plan = planStory({ prompt: 'a lighthouse keeper on Mars who finds a violin', rng });
      expect(plan.genre).toBe('sci_fi');
      expect(plan.fromPrompt).toEqual(expect.arrayContaining(['role', 'object', 'place']));
      const { text } = composeStory(plan, rng);
      for (const word of ['lighthouse keeper', 'violin', 'on Mars']) expect(text.toLowerCase()).toContain(word.toLowerCase());
    }
  });

  it('tells of the companion, the time and the weather that a prompt names', () => {
    for (let seed = 0; seed < 40; seed++) {
      const rng = createRng(seed);
      const plan = planStory({
        prompt: 'An archaeologist and her brother seek a golden mask at midnight in the fog',
        genre: 'adventure',
        rng,
      });
      const { text } = composeStory(plan, rng);
      expect(text).toContain(plan.ally.name);
      expect(text.toLowerCase()).toContain('at midnight');
      expect(text.toLowerCase()).toContain('fog');
    }
  });

  it('reads at least one slot from each of the eighty prompts, and guesses the genre of most', () => {
    let right = 0;
    for (const genre of genres) {
      const prompts = loadPrompts()[genre];
      expect(new Set(prompts).size).toBe(10);
      for (const prompt of prompts) {
        if (guessGenre(prompt, content) === genre) right += 1;
        const plan = planStory({ prompt, genre, rng: createRng(1) });
        expect(plan.fromPrompt.length, prompt).toBeGreaterThanOrEqual(1);
      }
    }
    expect(right).toBeGreaterThanOrEqual(68);
  });
});
