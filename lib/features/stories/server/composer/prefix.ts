import { beatContract, slotNames, type Beat, type SlotName } from './beats';
import { withDefinite, type NounPhrase } from './noun-phrase';
import type { StoryPlan } from './plan';

/**
 * The plan prefix: what the writer is conditioned on, one beat at a time.
 *
 * ```
 * <|story|>genre: mystery | style: plain | beat: turn | name: Amara (she) | foe: the grey monk (he) | object: violin | thread: ink
 * <|before|>The last sentences that stand before this beat.
 * <|text|>The beat itself.<|end|>
 * ```
 *
 * It is one string without line breaks of its own (they are shown here for reading). Four special tokens mark its parts, and a tokenizer
 * should hold each as a single token: {@link specialTokens}. Fields are separated by " | " and always stand in the order genre, style, beat,
 * then the slots in the order of `slotNames`, each at most once; the name with its pronouns always stands there, every other slot only when the
 * text must keep it. Values are plain text:
 *
 * - `name: Amara (she)`; `role: clockmaker`; `trait: patient`
 * - `ally: Tomas (he), ferryman`, or with a relation `ally: Tomas (he), her brother`
 * - `foe: the grey monk (he)`; `object: violin`; `clue: burnt match` – nouns without the article that the text may choose;
 *   a unique foe keeps its "the"
 * - `place: in the salt market` with its preposition; `time: at dusk on a Sunday`; `weather: rain`
 * - `want: carry the violin home before the thaw`; `thread: ink` – the key of what was planted
 *
 * `<|before|>` holds whole sentences, at most as many characters as asked for, and is left out before the first beat.
 */
export const specialTokens = ['<|story|>', '<|before|>', '<|text|>', '<|end|>'] as const;

/** The fields of a prefix in their order. Plans extracted from other texts may leave slots out. */
export interface PrefixFields {
  readonly genre: string;
  readonly style: string;
  readonly beat: string;
  readonly slots: Readonly<Partial<Record<SlotName, string>>>;
  /** What stands before, already cut to length. */
  readonly before?: string;
}

const marks = new RegExp(specialTokens.map((token) => token.replaceAll('|', '\\|')).join('|'), 'g');

/**
 * Writes the fields in the prefix format, up to and including `<|text|>`. What stands before may be told by any model; a mark that is
 * spelled in it is left out, for a tokenizer would take it for the end of that part.
 */
export function formatPrefix({ genre, style, beat, slots, before }: PrefixFields): string {
  const fields = [`genre: ${genre}`, `style: ${style}`, `beat: ${beat}`];
  for (const slot of slotNames) {
    const value = slots[slot];
    if (value !== undefined) fields.push(`${slot}: ${value.replaceAll('|', '/').replaceAll(/\s+/g, ' ')}`);
  }
  return `<|story|>${fields.join(' | ')}${before ? `<|before|>${before.replaceAll(marks, '')}` : ''}<|text|>`;
}

export interface PrefixOptions {
  /** The slots this beat must mention; the beat's contract when left out. */
  readonly keep?: readonly SlotName[];
  /** The story so far. */
  readonly before?: string;
  /** How much of it to show, in characters. Default 360. */
  readonly beforeChars?: number;
}

/** The prefix that conditions a writer on one beat of a plan. */
export function planPrefix(plan: StoryPlan, beat: Beat, options: PrefixOptions = {}): string {
  const values = slotValues(plan);
  const keep = new Set<SlotName>(['name', ...(options.keep ?? beatContract[beat])]);
  const slots = Object.fromEntries(slotNames.filter((slot) => keep.has(slot)).map((slot) => [slot, values[slot]]));
  return formatPrefix({
    genre: plan.genre,
    style: plan.style,
    beat,
    slots,
    before: lastSentences(options.before ?? '', options.beforeChars ?? 360),
  });
}

/** Every slot of a plan as the prefix shows it. */
export function slotValues(plan: StoryPlan): Record<SlotName, string> {
  const { hero, ally, foe } = plan;
  const their = { she: 'her', he: 'his', they: 'their' }[hero.pronouns];
  const bare = (phrase: NounPhrase): string => (phrase.article === 'the' ? withDefinite(phrase) : phrase.noun);
  return {
    name: `${hero.name} (${hero.pronouns})`,
    role: hero.role,
    trait: hero.trait,
    ally: `${ally.name} (${ally.pronouns}), ${ally.kin ? `${their} ` : ''}${ally.role}`,
    foe: `${bare(foe)} (${foe.pronouns})`,
    object: bare(plan.object),
    place: `${plan.place.preposition} ${bare(plan.place)}`,
    time: plan.time,
    weather: plan.weather.noun,
    clue: bare(plan.clue),
    want: plan.want.text,
    thread: plan.thread,
  };
}

/** The longest run of whole sentences at the end of a text that fits in so many characters, on one line. */
export function lastSentences(text: string, limit: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const tail = line.slice(line.length - limit);
  const start = /[.!?]"? (?=["\p{Lu}])/u.exec(tail);
  return start ? tail.slice(start.index + start[0].length) : '';
}
