import { loadStoryContent } from '../composer/content';
import type { StoryPlan } from '../composer/plan';
import { anyPhrase } from '../realise/phrases';
import { isOrdinary, storyWords, type StoryWords } from '../realise/story-words';

/** Stands in a masked text for a name, role, object, foe, place, clue, time, trait or weather, and for a pronoun. */
export const [slotMark, pronounMark] = ['\u25a1', '\u25cb'];

const pronouns = new Set(
  'i me my mine myself she her hers herself he him his himself they them their theirs themself themselves it its itself'.split(' '),
);

export type Mask = (text: string, plan?: StoryPlan) => string[];

/**
 * Makes texts comparable whatever was filled into them: in lower case, without punctuation, every value that the content has for a slot – and
 * the plan's own – and every name replaced by one mark, every pronoun by another, "an" by "a". Two sentences that differ in nothing else
 * are equal behind it. A name is a word of the name lists, or one with a capital that does not begin a sentence, or that no sentence begins with.
 */
export function slotMask(words: StoryWords = storyWords()): Mask {
  const values = anyPhrase(listedValues());
  const ofPlan = new WeakMap<StoryPlan, RegExp>();
  return (text, plan) => {
    let masked = text;
    if (plan) {
      let own = ofPlan.get(plan);
      if (!own) ofPlan.set(plan, (own = anyPhrase(valuesOf(plan))));
      masked = masked.replace(own, ` ${slotMark} `);
    }
    masked = maskNames(masked.replace(values, ` ${slotMark} `), words);
    const tokens = masked.toLowerCase().match(new RegExp(`${slotMark}|[\\p{L}\\p{N}]+(?:'\\p{L}+)?`, 'gu')) ?? [];
    return tokens.map((token) => (pronouns.has(token) ? pronounMark : token === 'an' ? 'a' : token.replace(/'s$/, '')));
  };
}

function maskNames(text: string, words: StoryWords): string {
  return text.replace(/(?<![\p{L}'])\p{Lu}\p{L}*(?:-\p{L}+)*/gu, (word, at: number) => {
    if (word === 'I') return word;
    if (words.names.has(word)) return slotMark;
    const opens = /(?:^|[.!?:"(]['")]*\s*|["(])$/.test(text.slice(Math.max(0, at - 6), at));
    return opens && isOrdinary(word, words) ? word : opens ? slotMark : words.proper.has(word) ? word : slotMark;
  });
}

function listedValues(): string[] {
  const content = loadStoryContent();
  const genres = content.written.map((genre) => content.genres[genre]);
  return genres.flatMap(({ roles, traits, objects, places, foes, clues, times, weathers }) => [
    ...roles,
    ...traits,
    ...times,
    ...weathers.map(({ noun }) => noun),
    ...[...objects, ...places, ...foes, ...clues].map(({ noun }) => noun),
  ]);
}

function valuesOf({ hero, ally, foe, object, place, clue, time, weather }: StoryPlan): string[] {
  return [hero.name, hero.role, hero.trait, ally.name, ally.role, foe.noun, object.noun, place.noun, clue.noun, time, weather.noun];
}
