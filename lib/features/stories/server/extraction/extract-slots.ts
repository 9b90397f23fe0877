import type { SlotName } from '../composer/beats';
import type { Person } from './names';

type Slots = Partial<Record<SlotName, string>>;

/** Behind "the" or "a" they look like things that a story is about, but name a time, a part, or a manner. */
const noThings = new Set(
  (
    'time times way ways day days night morning evening afternoon moment minute minutes hour hours year years week weeks month end beginning middle ' +
    'rest part parts place side sides world matter case fact same other others one ones first last next whole thing things something nothing kind ' +
    'sort lot bit point question answer sense course reason use hand hands head face eyes eye voice mind heart arm arms feet foot people man men ' +
    'woman women boy girl child children own old new little great good long few many more most such least word words idea name top bottom front back ' +
    'left right number while start second third half distance direction present past future truth'
  ).split(' '),
);
const times =
  /(?<!\p{L})(?:(?:early |late )?(?:in the (?:morning|evening|afternoon|night)|at (?:night|dawn|dusk|noon|midnight|sunset|sunrise))|(?:that|one|the next) (?:night|morning|evening|afternoon|day))(?!\p{L})/iu;
const weathers = /(?<!\p{L})(?:rain|snow|wind|fog|mist|storm|thunder|frost|hail|sunshine|drizzle|sleet)(?!\p{L})/u;
const wants = /(?<!\p{L})(?:wanted|wished|hoped|meant|longed|tried|resolved|decided) to (\p{Ll}[^.,;:!?"()]{5,44})(?=[.,;:!?])/u;
const wheres =
  /(?<!\p{L})((?:in|at|on|by|under|near|inside|outside|beside|behind|below|above|across|through) (?:the|a|an) (?:\p{Ll}+ )?(\p{Ll}{3,}))(?=[.,;:!?]| and )/gu;
const things = /(?<!\p{L})(?:the|a|an|his|her|this|that|my|your|their) ((?:\p{Ll}+ )?(\p{Ll}{3,}))(?=[.,;:!?]| (?:in|on|from|with|was|is|had|into|upon|under|behind) )/gu;
const actors =
  /(?<!\p{L})[Tt]he ((?:old |young |little |big |great )?(\p{Ll}{3,})) (?:said|cried|asked|answered|replied|looked|came|went|laughed|smiled|shouted|stood|turned|ran|nodded|growled|whispered)(?!\p{L})/u;

/**
 * What a passage of fiction says, as slots of a plan: each value stands in the text itself, so that whoever learns to write the
 * passage from them learns to keep them. A name is always among them where the passage or the people of its story have one.
 */
export function extractSlots(text: string, people: readonly Person[]): Slots {
  const slots: Slots = {};
  const present = people.filter(({ name }) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u').test(text));
  const hero = present.at(0) ?? people.at(0);
  if (hero) slots.name = `${hero.name} (${hero.pronouns})`;
  const ally = present.find(({ name }) => name !== hero?.name);
  if (ally) slots.ally = `${ally.name} (${ally.pronouns})`;
  const actor = actors.exec(text);
  if (actor && !noThings.has(actor[2])) slots.foe = `${actor[1]} (${pronounAfter(text, actor.index + actor[0].length)})`;
  const where = [...text.matchAll(wheres)].find(([, , noun]) => !noThings.has(noun));
  if (where) slots.place = where[1];
  const thing = [...text.matchAll(things)]
    .filter(([, , noun]) => !noThings.has(noun) && !where?.[1].endsWith(noun) && !actor?.[1].endsWith(noun))
    .sort(([, , a], [, , b]) => b.length - a.length)
    .at(0);
  if (thing) slots.object = thing[1];
  slots.time = times.exec(text)?.[0].toLowerCase();
  slots.weather = weathers.exec(text)?.[0];
  slots.want = wants.exec(text)?.[1];
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== undefined));
}

function pronounAfter(text: string, from: number): 'she' | 'he' | 'it' {
  const found = /(?<!\p{L})(?:(she|her)|(he|him|his)|(it|its))(?!\p{L})/iu.exec(text.slice(from, from + 120));
  return found?.[1] ? 'she' : found?.[2] ? 'he' : 'it';
}
