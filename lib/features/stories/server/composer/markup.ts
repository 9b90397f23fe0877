import type { Rng } from '@/lib/core/rng';
import type { SlotName } from './beats';
import { articleFor, withDefinite, withIndefinite, type NounPhrase } from './noun-phrase';
import type { StoryPlan } from './plan';
import { inflect, type Agreement, type Tense } from './verbs';

/**
 * The markup of the story content.
 *
 * - `<heavy|swollen|>` one of the alternatives, which may be empty.
 * - `[walk]` a verb of the narration by its base form, subject third person singular; `[walk+]` plural subject;
 *   `[walk@]` agrees with the protagonist as last named (`{N}` or `{they}`); `[walk@N]` agrees with `{N}` whatever stands between.
 * - `{N} {No} {Ns}` the protagonist as subject, object, possessive: the name, or I, me, my. `{name}` always the name (inside speech).
 * - `{they} {them} {their} {theirs} {themself}` the protagonist's pronouns.
 * - `{A} {As}` the companion ("Tomas the ferryman" at first, then "Tomas"); `{a_they} {a_them} {a_their}`; `{ally_role}`.
 * - `{foe} {foe's} {f_they} {f_them} {f_their} {f_theirs} {f_themself}`; `{obj} {the_obj} {obj_noun}`; `{clue} {the_clue}`; `{place} {in_place}`:
 *   "a violin" at the first mention, "the violin" afterwards.
 * - `{it}` the object by pronoun once it has been mentioned, by name before that.
 * - `{role} {a_role} {trait} {a_trait} {a_trait_role} {time} {weather} {weather_clause}`.
 * - `{want} {why} {done} {plant} {payoff}` insert the plan's want and thread.
 *
 * A slot that begins with a capital is capitalised; the renderer capitalises sentence starts, and there it also writes a name in place of a
 * pronoun that would point to the person mentioned last.
 */
export const markupToken = /\{([A-Za-z_']+)\}|\[([a-z]+)(@N|@|\+)?\]/g;

const pronounForms = {
  she: { they: 'she', them: 'her', their: 'her', theirs: 'hers', themself: 'herself' },
  he: { they: 'he', them: 'him', their: 'his', theirs: 'his', themself: 'himself' },
  they: { they: 'they', them: 'them', their: 'their', theirs: 'theirs', themself: 'themself' },
  it: { they: 'it', them: 'it', their: 'its', theirs: 'its', themself: 'itself' },
  first: { they: 'I', them: 'me', their: 'my', theirs: 'mine', themself: 'myself' },
} as const;
type PronounCase = keyof (typeof pronounForms)['she'];

type Person = 'hero' | 'ally' | 'foe';

/** Running state of one story: what has been introduced, and who the last subject was. */
export interface Narration {
  readonly plan: StoryPlan;
  readonly person: 'first' | 'third';
  readonly tense: Tense;
  readonly introduced: Set<string>;
  heroSubject: 'name' | 'pronoun';
  /** How the last {N} was written. */
  nameSubject: 'name' | 'pronoun';
  /** Whether the text being written has named the protagonist already, and nobody else who shares the pronoun. */
  heroNamed: boolean;
  othersNamed: boolean;
  /** Who was mentioned last, so that a pronoun that could mean somebody else becomes a name. */
  lastNamed: Person;
  /** Who the sentence being written has mentioned, and whether the one before it mentioned the protagonist. */
  mentioned: Set<Person>;
  heroRecent: boolean;
  /** Slots mentioned since it was last cleared. */
  used: Set<SlotName>;
}

export function beginNarration(plan: StoryPlan, person: 'first' | 'third', tense: Tense): Narration {
  return {
    plan,
    person,
    tense,
    introduced: new Set(),
    heroSubject: 'name',
    nameSubject: 'name',
    heroNamed: false,
    othersNamed: false,
    lastNamed: 'hero',
    mentioned: new Set(),
    heroRecent: false,
    used: new Set(),
  };
}

/** Resolves `<a|b>`; `choose` picks among the alternatives. */
export function resolveAlternatives(template: string, choose: (options: readonly string[]) => string): string {
  return template.replace(/<([^<>]*)>/g, (_, body: string) => choose(body.split('|')));
}

/** How a style chooses among inline alternatives: at random, or always the shortest or the longest. */
export function alternativeChooser(rng: Rng, length: 'short' | 'long' | 'any'): (options: readonly string[]) => string {
  if (length === 'any') return (options) => rng.pick(options);
  const sign = length === 'short' ? 1 : -1;
  return (options) => [...options].sort((a, b) => sign * (a.length - b.length))[0];
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function possessive(name: string): string {
  return name.includes(' ') && name.endsWith('s') ? `${name}'` : `${name}'s`;
}

function heroAgreement(narration: Narration, subject: 'name' | 'pronoun'): Agreement {
  if (narration.person === 'first') return 'first';
  return subject === 'pronoun' && narration.plan.hero.pronouns === 'they' ? 'plural' : 'third';
}

function mention(narration: Narration, slot: SlotName, phrase: NounPhrase): string {
  const known = narration.introduced.has(slot);
  narration.introduced.add(slot);
  return known ? withDefinite(phrase) : withIndefinite(phrase);
}

function allyMention(narration: Narration, quoted: boolean): string {
  const { ally } = narration.plan;
  if (quoted || narration.introduced.has('ally')) return ally.name;
  narration.introduced.add('ally');
  if (!ally.kin) return `${ally.name} the ${ally.role}`;
  return `${pronounForms[narration.person === 'first' ? 'first' : narration.plan.hero.pronouns].their} ${ally.role} ${ally.name}`;
}

type SlotWriter = (narration: Narration, quoted: boolean) => string;

function heroPronoun(form: PronounCase): SlotWriter {
  return (narration) => {
    if (form === 'they') {
      narration.heroSubject = 'pronoun';
      narration.lastNamed = 'hero';
    }
    return pronounForms[narration.person === 'first' ? 'first' : narration.plan.hero.pronouns][form];
  };
}

function heroName(first: string, third: (name: string) => string): SlotWriter {
  return (narration) => {
    narration.used.add('name');
    narration.heroNamed = true;
    narration.lastNamed = 'hero';
    return narration.person === 'first' ? first : third(narration.plan.hero.name);
  };
}

/** The name as subject; the pronoun where the same text has just named the protagonist and nobody else since. */
const heroNameSubject: SlotWriter = (narration, quoted) => {
  const near = narration.heroRecent || narration.mentioned.has('hero');
  const again = near && narration.heroNamed && !narration.othersNamed && narration.lastNamed === 'hero';
  narration.nameSubject = again ? 'pronoun' : 'name';
  if (again) return heroPronoun('they')(narration, quoted);
  narration.heroSubject = 'name';
  return heroName('I', (name) => name)(narration, quoted);
};

function naming(slot: 'ally' | 'foe', write: SlotWriter): SlotWriter {
  return (narration, quoted) => {
    narration.used.add(slot);
    if (!quoted) narration.lastNamed = slot;
    if (narration.plan[slot].pronouns === narration.plan.hero.pronouns) narration.othersNamed = true;
    return write(narration, quoted);
  };
}

function using(slot: SlotName, write: SlotWriter): SlotWriter {
  return (narration, quoted) => {
    narration.used.add(slot);
    return write(narration, quoted);
  };
}

const slotWriters: Readonly<Record<string, SlotWriter>> = {
  n: heroNameSubject,
  no: heroName('me', (name) => name),
  ns: heroName('my', possessive),
  name: using('name', ({ plan }) => plan.hero.name),
  they: heroPronoun('they'),
  them: heroPronoun('them'),
  their: heroPronoun('their'),
  theirs: heroPronoun('theirs'),
  themself: heroPronoun('themself'),
  a: naming('ally', allyMention),
  as: naming('ally', (narration, quoted) => possessive(allyMention(narration, quoted))),
  a_they: (narration) => {
    narration.lastNamed = 'ally';
    return pronounForms[narration.plan.ally.pronouns].they;
  },
  a_them: ({ plan }) => pronounForms[plan.ally.pronouns].them,
  a_their: ({ plan }) => pronounForms[plan.ally.pronouns].their,
  ally_role: using('ally', ({ plan }) => plan.ally.role),
  foe: naming('foe', (narration) => mention(narration, 'foe', narration.plan.foe)),
  "foe's": naming('foe', (narration) => possessive(mention(narration, 'foe', narration.plan.foe))),
  f_they: (narration) => {
    narration.lastNamed = 'foe';
    return pronounForms[narration.plan.foe.pronouns].they;
  },
  f_them: ({ plan }) => pronounForms[plan.foe.pronouns].them,
  f_their: ({ plan }) => pronounForms[plan.foe.pronouns].their,
  f_theirs: ({ plan }) => pronounForms[plan.foe.pronouns].theirs,
  f_themself: ({ plan }) => pronounForms[plan.foe.pronouns].themself,
  obj: using('object', (narration) => mention(narration, 'object', narration.plan.object)),
  the_obj: using('object', (narration) => {
    narration.introduced.add('object');
    return withDefinite(narration.plan.object);
  }),
  it: using('object', (narration) => (narration.introduced.has('object') ? 'it' : mention(narration, 'object', narration.plan.object))),
  obj_noun: using('object', ({ plan }) => plan.object.noun),
  clue: using('clue', (narration) => mention(narration, 'clue', narration.plan.clue)),
  the_clue: using('clue', (narration) => {
    narration.introduced.add('clue');
    return withDefinite(narration.plan.clue);
  }),
  place: using('place', (narration) => mention(narration, 'place', narration.plan.place)),
  in_place: using('place', (narration) => `${narration.plan.place.preposition} ${mention(narration, 'place', narration.plan.place)}`),
  role: using('role', ({ plan }) => plan.hero.role),
  a_role: using('role', ({ plan }) => `${articleFor(plan.hero.role)} ${plan.hero.role}`),
  trait: using('trait', ({ plan }) => plan.hero.trait),
  a_trait: using('trait', ({ plan }) => `${articleFor(plan.hero.trait)} ${plan.hero.trait}`),
  a_trait_role: using('role', (narration) => {
    const { trait, role } = narration.plan.hero;
    narration.used.add('trait');
    return `${articleFor(trait)} ${trait} ${role}`;
  }),
  time: using('time', ({ plan }) => plan.time),
  weather: using('weather', ({ plan }) => plan.weather.noun),
};

/** The slots of the markup that stand for themselves; want, why, done, plant, payoff and weather_clause insert further markup. */
export const slotKeys: readonly string[] = Object.keys(slotWriters);
export const macroKeys = ['want', 'why', 'done', 'plant', 'payoff', 'weather_clause'] as const;
export type MacroKey = (typeof macroKeys)[number];

/** Replaces the inserting slots by their markup, once; the result holds only plain slots and verbs. */
export function expandMacros(template: string, macros: Readonly<Record<MacroKey, () => string>>): string {
  return template.replace(/\{([A-Za-z_']+)\}/g, (whole, key: string) => {
    const macro = key.charAt(0).toLowerCase() + key.slice(1);
    if (!isMacro(macro)) return whole;
    const inserted = macros[macro]();
    return key.charAt(0) === macro.charAt(0) ? inserted : capitaliseMarkup(inserted);
  });
}

function isMacro(key: string): key is MacroKey {
  return (macroKeys as readonly string[]).includes(key);
}

function capitaliseMarkup(template: string): string {
  const slot = /^\{([a-z])/.exec(template);
  return slot ? `{${slot[1].toUpperCase()}${template.slice(2)}` : capitalise(template);
}

/**
 * Writes flat markup (alternatives resolved, macros expanded) as prose, updating the narration.
 * Throws RangeError on a slot that does not exist.
 */
export function renderMarkup(flat: string, narration: Narration): string {
  narration.heroNamed = false;
  narration.othersNamed = false;
  let quoted = false;
  let from = 0;
  let prose = '';
  for (const match of flat.matchAll(markupToken)) {
    const between = flat.slice(from, match.index);
    for (const character of between) if (character === '"') quoted = !quoted;
    prose += between;
    from = match.index + match[0].length;
    const [, slot, verb, flag] = match;
    const opens = !quoted && /(?:^|[.!?]"? +)$/.test(prose);
    const name = slot && opens ? unambiguous(slot, narration) : slot;
    if (opens || (!quoted && /[.!?]/.test(between))) {
      narration.heroRecent = narration.mentioned.has('hero');
      narration.mentioned.clear();
    }
    prose += name ? renderSlot(name, narration, quoted) : renderVerb(verb, flag, narration);
  }
  return capitaliseSentences(
    (prose + flat.slice(from))
      .replace(/ +/g, ' ')
      .replaceAll('can not ', 'cannot ')
      .replace(/ ([,.;!?])/g, '$1')
      .trim(),
  );
}

const pronounOwner: Readonly<Record<string, Person | undefined>> = { they: 'hero', a_they: 'ally', f_they: 'foe' };

/** At the start of a sentence: the name instead of a pronoun that another person mentioned just before would claim. */
function unambiguous(slot: string, { person, plan, lastNamed, mentioned }: Narration): string {
  const pronouns = { hero: person === 'first' ? 'first' : plan.hero.pronouns, ally: plan.ally.pronouns, foe: plan.foe.pronouns };
  const owner = pronounOwner[slot.toLowerCase()];
  if (!owner) return slot;
  const rival = owner === 'hero' ? lastNamed : 'hero';
  if (rival === owner || pronouns[owner] !== pronouns[rival] || (owner !== 'hero' && !mentioned.has('hero'))) return slot;
  return { hero: 'N', ally: 'A', foe: 'Foe' }[owner];
}

function renderSlot(slot: string, narration: Narration, quoted: boolean): string {
  const write = slotWriters[slot.toLowerCase()];
  if (!write) throw new RangeError(`unknown slot {${slot}}`);
  const text = write(narration, quoted);
  const person = personOf(slot.toLowerCase());
  if (person) narration.mentioned.add(person);
  return /^[A-Z]/.test(slot) && !/^(?:N|No|Ns|A|As)$/.test(slot) ? capitalise(text) : text;
}

function personOf(slot: string): Person | undefined {
  if (/^(?:n|no|ns|they|them|their|theirs|themself)$/.test(slot)) return 'hero';
  if (/^(?:a|as|a_the.*)$/.test(slot)) return 'ally';
  return /^(?:foe(?:'s)?|f_the.*)$/.test(slot) ? 'foe' : undefined;
}

function renderVerb(verb: string, flag: string | undefined, narration: Narration): string {
  const agreement: Agreement =
    flag === '+'
      ? 'plural'
      : flag === '@'
        ? heroAgreement(narration, narration.heroSubject)
        : flag === '@N'
          ? heroAgreement(narration, narration.nameSubject)
          : 'third';
  return inflect(verb, narration.tense, agreement);
}

/** Capitalises the first letter of the text and of what follows a full stop, or an exclamation or question mark outside speech. */
function capitaliseSentences(prose: string): string {
  return prose.replace(/(^"?|\.["]? +"?|[!?] +"?)(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
