import { escaped, mentions } from './phrases';
import { outsideSpeech, sentencesOf, type Fault, type Situation } from './situation';

type Gender = 'she' | 'he';
const forms: Readonly<Record<Gender, RegExp>> = { she: /\b(?:she|her|hers|herself)\b/i, he: /\b(?:he|him|his|himself)\b/i };
/** Words for people who may be meant by a pronoun though the plan does not know them. */
const otherPeople =
  /\b(?:man|men|woman|women|boy|girl|child|father|mother|brother|sister|son|daughter|uncle|aunt|cousin|nephew|niece|husband|wife|widow|grand\p{L}+|king|queen|prince|princess|lord|lady|captain|stranger|friend|owner|thief|inspector|officer|someone|somebody|anyone|nobody|everyone|person|people|guard|doctor|nurse|clerk|driver|voice|figure|neighbou?r|priest|monk|nun|soldier|sailor|judge|teacher|master|mistress|gentleman|traveller|keeper|dog|cat|horse|god|magistrate|\p{L}+(?:man|woman|men|keeper|smith))\b/iu;

const finiteVerb = 'was|is|had|has|did|does|said|says|took|takes|went|goes|could|would|knew|knows|\\p{Ll}{2,}ed';

/**
 * Pronouns of the plan's people agree with the plan, as far as it shows outside speech: a pronoun of a gender that nobody in sight has, or one
 * beside a single named person whose pronouns are others. With somebody else in sight nothing is said, for it may be theirs.
 */
export function checkPronouns(text: string, situation: Situation): Fault[] {
  const { plan, style, before, words } = situation;
  const told = style.person === 'first';
  const sentences = sentencesOf(text).map(outsideSpeech);
  const ownRoles = new Set([plan.hero.role.toLowerCase(), plan.ally.role.toLowerCase()]);
  const isPerson = (passage: string): boolean =>
    otherPeople.test(passage) || (passage.match(words.people) ?? []).some((role) => !ownRoles.has(role.toLowerCase()));
  const inSight = (sentence: string): Set<string> => {
    const genders = new Set<string>();
    if (!told) genders.add(plan.hero.pronouns);
    if (mentions(sentence, plan.ally.name) || mentions(sentence, plan.ally.role)) genders.add(plan.ally.pronouns);
    if (mentions(sentence, plan.foe.noun)) genders.add(plan.foe.pronouns);
    return genders;
  };
  const faults: Fault[] = [];
  let seen = outsideSpeech(before).slice(-250);
  // The last sentence that named somebody, to which a sentence without names belongs.
  let scope = '';
  sentences.forEach((sentence, index) => {
    seen = `${seen} ${sentence}`;
    scope = peopleIn(sentence, situation).length > 0 ? sentence : `${scope} ${sentence}`;
    for (const gender of ['she', 'he'] as const) {
      const word = forms[gender].exec(sentence)?.[0];
      if (!word) continue;
      const nobodys = !inSight(seen).has(gender) && !isPerson(seen);
      const anothers = !told && clashes(scope, gender, situation) && !isPerson(scope);
      if (nobodys || anothers) faults.push({ check: 'pronouns', detail: `“${word}” is nobody’s here`, sentence: index });
    }
  });
  if (told) {
    const asOther = new RegExp(`(?<![\\p{L},] )(?<!\\p{L})${escaped(plan.hero.name)} (?:${finiteVerb})\\b`, 'u');
    const named = sentences.findIndex((sentence) => asOther.test(sentence));
    if (named >= 0) faults.push({ check: 'pronouns', detail: 'the teller is named as if somebody else', sentence: named });
  }
  return faults;
}

/** A passage with one person of the plan in it, by name, and a pronoun that is not that person's. */
function clashes(passage: string, gender: Gender, situation: Situation): boolean {
  const [only, ...others] = peopleIn(passage, situation);
  if (!only || others.length > 0 || only === gender) return false;
  // Where the ally or the foe alone is named, the protagonist may still be meant.
  const { pronouns } = situation.plan.hero;
  return only === pronouns || gender !== pronouns;
}

/** The pronouns of the plan's people that a passage names. */
function peopleIn(passage: string, { plan: { hero, ally, foe } }: Situation): string[] {
  const named = [
    [hero.name, hero.pronouns],
    [ally.name, ally.pronouns],
    [foe.noun, foe.pronouns],
  ] as const;
  return named.filter(([name]) => mentions(passage, name)).map(([, pronouns]) => pronouns);
}
