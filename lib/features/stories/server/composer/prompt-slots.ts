import type { Arc, Pronouns, SlotName } from './beats';
import type { StoryContent } from './content';
import type { NounPhrase, Place } from './noun-phrase';
import type { Ally, Foe, Hero } from './plan';
import { promptPhrases, withoutOpening, type PromptPhrase } from './prompt-phrases';
import {
  abstractHeads,
  foeHeads,
  foeVerbs,
  kinHeads,
  measures,
  objectVerbs,
  personHeads,
  phraseStops,
  placeHeads,
  placePrepositions,
  properPlaces,
  verbOf,
  worldNames,
} from './prompt-words';

/** What a prompt itself says about a story. Whatever it leaves open is chosen at random. */
export interface PromptSlots {
  hero: Partial<Hero>;
  ally?: Omit<Ally, 'name'>;
  foe?: Foe;
  object?: NounPhrase;
  place?: Place;
  time?: string;
  /** The noun of a weather of the content. */
  weather?: string;
  arc?: Arc;
}

const timePattern =
  /\b(?:(?:at|before|after) (?:midnight|dawn|dusk|noon|sunset|sunrise|closing time)|on (?:christmas|midsummer|halloween|new year's|her wedding|his wedding|the wedding|a winter)(?: eve| day| night| morning)?|(?:in|one|every) (?:the )?(?:deep )?(?:winter|summer|spring|autumn|midwinter|january|february|march|april|june|july|august|september|october|november|december)(?: night| morning| evening| afternoon)?|one (?:\w+ )?(?:night|morning|evening|afternoon)|on the (?:last|first|longest|shortest) (?:night|day|evening|morning)(?: of (?:the )?\w+)?)\b/i;
const herWords =
  /\b(?:she|her|hers|herself|queen|princess|widow|grandmother|mother|actress|priestess|sorceress|duchess|empress|girl|woman|bride|nun|heiress|waitress|daughter|sister)\b/i;
const hisWords = /\b(?:he|him|his|himself|king|prince|widower|grandfather|father|boy|man|groom|monk|son|brother|lord|duke)\b/i;
const theyWords = /\b(?:they|their|them)\b/i;
const findVerbs = new Set([
  'find',
  'discover',
  'inherit',
  'receive',
  'unearth',
  'dig',
  'buy',
  'open',
  'win',
  'uncover',
  'hear',
  'intercept',
  'keep',
  'guard',
  'hide',
  'carry',
]);

/** Verbs that make their object the thing the story turns on. */
const plotVerbs = new Set([
  'find',
  'discover',
  'steal',
  'carry',
  'inherit',
  'receive',
  'search',
  'seek',
  'guard',
  'deliver',
  'lose',
  'return',
  'smuggle',
  'hide',
  'unearth',
  'burn',
  'break',
]);

/**
 * Reads the facts out of a prompt with lexicons and simple patterns: "a lighthouse keeper on Mars who finds a violin"
 * gives the role, the place and the object. Words it does not understand are left alone.
 */
export function promptSlots(asked: string, content: StoryContent): PromptSlots {
  const prompt = withoutOpening(asked);
  const slots: Draft = { hero: {} };
  const known = contentIndex(content);
  const time = timePattern.exec(prompt);
  if (time) slots.time = time[0].toLowerCase();
  const rest = time ? prompt.replace(time[0], ' ') : prompt;
  const weather = known.weathers.find((noun) =>
    new RegExp(`\\b(?:in|through|during|by) (?:the |a |an )?(?:\\w+ )?${noun}\\b`, 'i').test(rest),
  );
  if (weather) slots.weather = weather;
  const phrases = promptPhrases(rest);
  const beside = phrases.find(({ apposed }) => apposed);
  if (!beside || isPerson({ ...beside, head: beside.head.replace(/s$/, '') }, known)) readName(prompt, slots, known.names);
  for (const phrase of phrases) assign(phrase, slots, known);
  const { objectWeight: _weight, ...read } = slots;
  return { ...read, hero: { ...slots.hero, ...readPronouns(prompt) } };
}

/** The names of the slots that a prompt filled. */
export function filledSlots(slots: PromptSlots): SlotName[] {
  const { hero, ally, foe, object, place, time, weather } = slots;
  const values = { name: hero.name, role: hero.role, trait: hero.trait, ally, foe, object, place, time, weather };
  return (Object.keys(values) as (keyof typeof values)[]).filter((key) => values[key] !== undefined);
}

/** Slots while they are being read, with how strongly the prompt speaks for its object. */
interface Draft extends PromptSlots {
  objectWeight?: number;
}

interface ContentIndex {
  readonly roles: ReadonlySet<string>;
  readonly traits: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
  readonly foes: ReadonlyMap<string, Foe>;
  readonly places: ReadonlyMap<string, Place>;
  readonly weathers: readonly string[];
  readonly names: ReadonlySet<string>;
}

const indexes = new WeakMap<StoryContent, ContentIndex>();

function contentIndex(content: StoryContent): ContentIndex {
  const known = indexes.get(content);
  if (known) return known;
  const all = content.written.map((genre) => content.genres[genre]);
  const lists = [content.names.training, content.names.heldOut].flatMap(({ she, he, they }) => [...she, ...he, ...they]);
  const index: ContentIndex = {
    roles: new Set(all.flatMap(({ roles }) => roles)),
    traits: new Set(all.flatMap(({ traits }) => traits)),
    objects: new Set(all.flatMap(({ objects }) => objects.map(({ noun }) => noun.toLowerCase()))),
    foes: new Map(all.flatMap(({ foes }) => foes.map((foe): [string, Foe] => [foe.noun.toLowerCase(), foe]))),
    places: new Map(all.flatMap(({ places }) => places.map((place): [string, Place] => [place.noun.toLowerCase(), place]))),
    weathers: [...new Set(all.flatMap(({ weathers }) => weathers.map(({ noun }) => noun)))],
    names: new Set(lists),
  };
  indexes.set(content, index);
  return index;
}

function readName(prompt: string, slots: PromptSlots, names: ReadonlySet<string>): void {
  const called = /\b(?:named|called) (\p{Lu}[\p{L}'-]+)/u.exec(prompt)?.[1];
  const opening = /^(\p{Lu}[\p{L}'-]+)(?=,| (?:is|was|must|wants|finds|has|and)\b)/u.exec(prompt)?.[1];
  const listed = (prompt.match(/\p{Lu}[\p{L}-]+/gu) ?? []).find((word) => names.has(word) && !properPlaces.has(word));
  const name =
    called ??
    (opening &&
    !/^(?:A|An|The|Two|Every|My|Someone|Nobody)$/.test(opening) &&
    !personHeads.has(opening.toLowerCase()) &&
    !properPlaces.has(opening)
      ? opening
      : undefined) ??
    listed;
  if (name) slots.hero = { ...slots.hero, name };
}

function readPronouns(prompt: string): { pronouns?: Pronouns } {
  if (herWords.test(prompt)) return { pronouns: 'she' };
  if (hisWords.test(prompt)) return { pronouns: 'he' };
  return theyWords.test(prompt) ? { pronouns: 'they' } : {};
}

/** Things whose names end as those of people do. */
const thingEndings =
  /(?:letter|paper|tower|(?<!d)river|mirror|door|flower|feather|water|drawer|dagger|locker|plant|giant|computer|hammer|ladder|(?<!im)poster|number|winter|summer|corner|chamber|finger|silver|copper|leather|reactor|motor|elevator|lantern|transmitter|container|trailer|saucer|slipper)$/;

function isPerson(phrase: PromptPhrase, known: ContentIndex): boolean {
  const { head, words } = phrase;
  if (known.roles.has(words.toLowerCase()) || personHeads.has(head)) return true;
  if (known.objects.has(words.toLowerCase()) || placeHeads.has(head)) return false;
  if (/(?:keeper|maker|smith|monger|herd|ologist|ician|woman|wright|master)$/.test(head) || /..man$/.test(head)) return true;
  if (phrase.apposed && phrase.after === 'who') return true;
  const acts = phrase.before === ',' && verbOf(phrase.after) !== undefined;
  return (phrase.first || phrase.apposed || acts) && /(?:er|or|ist|ian|eer|ess|ant)$/.test(head) && !thingEndings.test(head);
}

function assign(phrase: PromptPhrase, slots: Draft, known: ContentIndex): void {
  const { head, words, before, verb } = phrase;
  const lower = words.toLowerCase();
  if (
    lower === '' ||
    phrase.determiner === 'no' ||
    /^(?:dying|dead) /.test(lower) ||
    (slots.hero.name && words.startsWith(slots.hero.name))
  )
    return;
  if (slots.weather && head === slots.weather) return;
  if ((phrase.first || phrase.apposed) && pairOf(phrase, slots, known)) return;
  const person = isPerson(phrase, known);
  const subject = phrase.first || (slots.hero.role === undefined && /^(?:about|named|called|is|was|,)$/.test(before));
  if (
    subject &&
    slots.hero.role === undefined &&
    !placeHeads.has(head) &&
    (person || phrase.after === 'who' || (foeHeads.has(head) && before !== 'against' && phrase.first))
  ) {
    setRole(phrase, slots, known);
    return;
  }
  if (kinHeads.has(head) && /^(?:her|his|their|my)$/.test(phrase.determiner) && !slots.ally) {
    slots.ally = { role: head, kin: true, pronouns: herWords.test(head) || /aunt|niece|wife/.test(head) ? 'she' : 'he' };
    return;
  }
  if (isPlace(phrase, known) && !slots.place && !(verb && foeVerbs.has(verb) && foeHeads.has(head))) {
    slots.place = placeOf(phrase, known);
    return;
  }
  if (placeHeads.has(head) && slots.place) return;
  const hostile = foeHeads.has(head) || known.foes.has(lower);
  if ((hostile || person) && !slots.foe && (hostile || before === 'against' || (verb !== undefined && foeVerbs.has(verb)))) {
    const listed = known.foes.get(lower);
    slots.foe = listed ?? {
      ...nounPhraseOf(phrase),
      pronouns: person && !foeHeads.has(head) ? (herWords.test(head) ? 'she' : 'he') : 'it',
    };
    return;
  }
  const made = verb !== undefined && /^(?:build|make|invent|paint|carve|write)$/.test(verb);
  if (person && slots.hero.role === undefined) return setRole(phrase, slots, known);
  if (person && !made) {
    slots.ally ??= { role: lower, kin: false, pronouns: herWords.test(head) ? 'she' : 'he' };
    return;
  }
  if (
    abstractHeads.has(head) &&
    !known.objects.has(lower.split(' of ')[0]) &&
    !(verb && objectVerbs.has(verb) && !phrase.of && measures[head])
  )
    return;
  if (
    /^(?:about|for|than|as|like|during|until)$/.test(before) ||
    (phrase.determiner === '' && (!verb || (!/^(?:with|up|out|down|back)$/.test(before) && phraseStops.has(before))))
  )
    return;
  const weight = verb === undefined || !objectVerbs.has(verb) ? 0 : plotVerbs.has(verb) ? 2 : 1;
  if (slots.object && weight <= (slots.objectWeight ?? 0)) return;
  slots.object = objectOf(phrase);
  slots.objectWeight = weight;
  if (verb && objectVerbs.has(verb)) slots.arc = findVerbs.has(verb) ? 'find' : 'seek';
}

/** "Two lighthouse keepers": the protagonist and a companion of the same trade, or a relation. */
function pairOf(phrase: PromptPhrase, slots: Draft, known: ContentIndex): boolean {
  if (!/^(?:two|three)$/.test(phrase.determiner) || !phrase.head.endsWith('s')) return false;
  const words = phrase.words.toLowerCase().replace(/s$/, '');
  const head = phrase.head.slice(0, -1);
  const pronouns = herWords.test(head) ? 'she' : 'he';
  if (kinHeads.has(head)) slots.ally = { role: head, kin: true, pronouns };
  else if (isPerson({ ...phrase, words, head }, known)) {
    slots.hero = { ...slots.hero, role: words };
    slots.ally = { role: words, kin: false, pronouns };
  } else return false;
  return true;
}

function setRole(phrase: PromptPhrase, slots: PromptSlots, known: ContentIndex): void {
  if (phrase.of && (placeHeads.has(phrase.of.head) || properPlaces.has(phrase.of.words)) && !slots.place) {
    slots.place = placeOf({ ...phrase, ...phrase.of, of: undefined, before: '' }, known);
    slots.hero = { ...slots.hero, ...splitTrait(phrase.words.split(' of ')[0], known) };
    return;
  }
  slots.hero = { ...slots.hero, ...splitTrait(phrase.words, known) };
}

function splitTrait(words: string, known: ContentIndex): { role: string; trait?: string } {
  const [first, ...others] = words.split(' ');
  const role = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
  if (others.length > 0 && known.traits.has(first.toLowerCase())) return { role: others.join(' '), trait: first.toLowerCase() };
  return { role: role(words) };
}

function isPlace(phrase: PromptPhrase, known: ContentIndex): boolean {
  if (known.places.has(phrase.words.toLowerCase()) || properPlaces.has(phrase.words.split(' ').at(-1) ?? '')) return true;
  if (placeHeads.has(phrase.head)) return true;
  if (!placePrepositions.has(phrase.before) || abstractHeads.has(phrase.head) || known.objects.has(phrase.words.toLowerCase()))
    return false;
  return /^\p{Lu}/u.test(phrase.words) && phrase.determiner === '';
}

function placeOf(phrase: PromptPhrase, known: ContentIndex): Place {
  const listed = known.places.get(phrase.words.toLowerCase());
  const words = phrase.words;
  const proper = phrase.determiner === '' && /^\p{Lu}/u.test(words) && !phrase.first;
  const preposition =
    placePrepositions.has(phrase.before) && phrase.before !== 'through' ? phrase.before : (listed?.preposition ?? prepositionFor(phrase));
  if (proper || properPlaces.has(words)) return { noun: words, article: 'none', preposition };
  return { noun: words, article: /^an?$/.test(phrase.determiner) || phrase.determiner === '' ? 'a' : 'the', preposition };
}

function prepositionFor({ head, words }: PromptPhrase): string {
  if (
    worldNames.has(words) ||
    /^(?:island|isle|ship|starship|spaceship|freighter|train|ferry|moon|planet|mountain|hill|beach|bridge|roof|farm|road|street|asteroid|liner|river|volcano|plane|airship)$/.test(
      head,
    )
  )
    return 'on';
  if (/^(?:lake|sea|ocean|lagoon|waterfall|well|fjord)$/.test(head)) return 'by';
  if (/^(?:lighthouse|crossroads|station|airport|observatory|inn|court|fair|port|mill|pier|university|summit)$/.test(head)) return 'at';
  return 'in';
}

const containers: readonly (readonly [RegExp, string])[] = [
  [/(?:letters|papers|photographs|pages|diaries|notes|documents|postcards|photos)$/, 'bundle of'],
  [/keys$/, 'ring of'],
  [/(?:boots|shoes|glasses|gloves|scissors|spectacles|slippers|skates|binoculars)$/, 'pair of'],
  [/(?:seeds|coins|jewels|bones|marbles|diamonds|pearls|stones)$/, 'bag of'],
  [/(?:roses|flowers|tulips|lilies)$/, 'bunch of'],
];

function objectOf(phrase: PromptPhrase): NounPhrase {
  const base = nounPhraseOf(phrase);
  const { head } = phrase;
  const plural = /[^sui]s$/.test(head) && !/(?:compass|lens|series)$/.test(head);
  if (plural && !/^an?$/.test(phrase.determiner)) {
    const container = containers.find(([pattern]) => pattern.test(head))?.[1] ?? 'box of';
    return { noun: `${container} ${base.noun}`, article: 'a' };
  }
  if (phrase.determiner === '' && measures[head]) return { noun: measures[head], article: 'a' };
  return base;
}

function nounPhraseOf(phrase: PromptPhrase): NounPhrase {
  const words = phrase.words.replace(/^(?:same|own|very) /i, '');
  const determiner = words === phrase.words ? phrase.determiner : 'a';
  if (determiner === 'the') return { noun: lowerFirst(words), article: 'the' };
  return { noun: lowerFirst(words), article: 'a' };
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
