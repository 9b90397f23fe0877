import type { Rng } from '@/lib/core/rng';
import { lastSentences, formatPrefix } from '@/lib/features/stories/server/composer/prefix';
import { beats } from '@/lib/features/stories/server/composer/beats';
import type { StoryContent } from '@/lib/features/stories/server/composer/content';
import { trainingRows } from '@/lib/features/stories/server/composer/training-rows';
import { extractSlots } from '@/lib/features/stories/server/extraction/extract-slots';
import { findPeople, type Person } from '@/lib/features/stories/server/extraction/names';
import { splitSentences } from '@/lib/ml/text';
import { genres } from '@/lib/vocabulary/genres';
import type { Fiction } from '../fiction';

/** A text to learn. What stands before `learnFrom` (characters) is read only. */
export interface WriterRow {
  readonly row: string;
  readonly learnFrom: number;
}

/** The style of passages by other authors, beside the composer's own styles. */
const toldStyle = 'told';

const bareStart = '<|text|>';
const beforeChars = [0, 140, 240, 360] as const;
/** Share of composed stories whose hero gets a name that nobody has: what is copied from the plan must not be a name known by heart. */
const inventedNames = 0.5;

/**
 * Plans with their own values as the text, in any order: nothing but copying. Learning to look into the plan comes late and suddenly; these
 * rows bring it on.
 */
export function* noteRows(rng: Rng, { before = true, content }: { before?: boolean; content?: StoryContent } = {}): Generator<WriterRow> {
  for (const { row } of composedRows(rng.fork('stories'), content)) {
    const noted = row.slice(0, row.indexOf('<|text|>') + '<|text|>'.length).replace(/style: \w+/u, 'style: notes');
    const start = before ? noted : noted.replace(/<\|before\|>.*<\|text\|>/su, '<|text|>');
    const fields = /beat: \w+ \| (.*?)<\|/su.exec(start)?.[1].split(' | ') ?? [];
    const values = fields.map((field) => field.slice(field.indexOf(': ') + 2).replace(/ \((\w+)\)/u, ', $1'));
    yield { row: `${start}${rng.shuffle(values).join('; ')}.<|end|>`, learnFrom: start.length };
  }
}

/** Names, and the same names in another order, endless: who reads how a name begins has to know how it goes on. Only the second time is learned. */
export function* nameRows(names: readonly string[], rng: Rng): Generator<WriterRow> {
  for (;;) {
    const once = Array.from({ length: 6 + rng.int(7) }, () => rng.pick(names));
    const start = `${bareStart}${once.join(', ')}.`;
    yield { row: `${start} ${rng.shuffle(once).join(', ')}.<|end|>`, learnFrom: start.length };
  }
}

/**
 * Beats of composed stories, endless. The sentences before are learned with the text, its plan is not. Other content than the shipped one
 * brings its own names.
 */
export function* composedRows(rng: Rng, content?: StoryContent): Generator<WriterRow> {
  let invented: { old: RegExp; name: string } | undefined;
  for (const { beat, plan, prefix, text } of trainingRows(rng.fork('stories'), Number.MAX_SAFE_INTEGER, { content })) {
    if (beat === 'setting' && !content) {
      const old = new RegExp(`(?<!\\p{L})${plan.hero.name}(?!\\p{L})`, 'gu');
      invented = rng.next() < inventedNames ? { old, name: inventName(rng) } : undefined;
    }
    const named = (value: string): string => (invented ? value.replaceAll(invented.old, invented.name) : value);
    const start = shorten(named(prefix), rng.pick(beforeChars));
    const before = start.indexOf('<|before|>');
    yield { row: `${start}${named(text)}<|end|>`, learnFrom: before < 0 ? start.length : before + '<|before|>'.length };
  }
}

function shorten(prefix: string, limit: number): string {
  const before = /<\|before\|>(.*)<\|text\|>$/su.exec(prefix);
  if (!before) return prefix;
  const kept = lastSentences(before[1], limit);
  return `${prefix.slice(0, before.index)}${kept ? `<|before|>${kept}` : ''}<|text|>`;
}

const [onsets, vowels, codas] = [
  'b br c ch d dr f g gr h j k kl l m n p qu r s sh st t th tr v w y z'.split(' '),
  'a e i o u ai ee ia o y'.split(' '),
  ['', '', 'n', 'l', 'r', 's', 'th', 'm', 'x', 'nd', 'k'],
];

/** A name of two or three syllables that is in no list. */
export function inventName(rng: Rng): string {
  const syllable = () => rng.pick(onsets) + rng.pick(vowels);
  const word = syllable() + (rng.next() < 0.4 ? syllable() : '') + syllable() + rng.pick(codas);
  return word[0].toUpperCase() + word.slice(1);
}

/**
 * Passages of fiction of a few sentences with what they say as a plan. The sentences before are learned with them. With `names`, the people of
 * every passage are called otherwise than in their book, so that a name must be read in the plan.
 */
export function* toldRows(records: readonly Fiction[], rng: Rng, names?: readonly string[]): Generator<WriterRow> {
  for (const record of records) {
    const own = splitSentences(record.text.replaceAll(/\s*\* \* \*\s*/g, '\n\n')).map(({ text }) => text.replaceAll(/\s+/g, ' '));
    const ownPeople = findPeople(record.text);
    const genre = genreOf(record, rng);
    for (let at = 0; at < own.length;) {
      const { sentences, people } = names ? renamed(own, ownPeople, at, names, rng) : { sentences: own, people: ownPeople };
      const length = 120 + rng.int(330);
      let to = at;
      let text = '';
      while (to < sentences.length && (text === '' || text.length + sentences[to].length <= length)) text += `${text && ' '}${sentences[to++]}`;
      const beat = beats[Math.min(beats.length - 1, Math.floor((at / sentences.length) * beats.length))];
      const before = lastSentences(sentences.slice(Math.max(0, at - 8), at).join(' '), rng.pick(beforeChars));
      at = to;
      if (text.length > 700) continue;
      const plan = formatPrefix({ genre, style: toldStyle, beat, slots: chosenSlots(text, people, rng, { absent: !names }) });
      const head = plan.slice(0, -'<|text|>'.length);
      const start = `${head}${before ? `<|before|>${before}` : ''}<|text|>`;
      yield { row: `${start}${text}<|end|>`, learnFrom: before ? head.length + '<|before|>'.length : start.length };
    }
  }
}

/** The sentences around one of them, and the people in them, under other names. */
function renamed(sentences: readonly string[], people: readonly Person[], at: number, names: readonly string[], rng: Rng) {
  const given = new Map(people.map(({ name }) => [name, rng.pick(names)]));
  const old = new RegExp(`(?<!\\p{L})(?:${[...given.keys()].join('|')})(?!\\p{L})`, 'gu');
  const rename = (sentence: string, i: number): string =>
    given.size === 0 || i < at - 8 || i > at + 40 ? sentence : sentence.replaceAll(old, (name) => given.get(name) ?? name);
  return { sentences: sentences.map(rename), people: people.map((person) => ({ ...person, name: given.get(person.name) ?? person.name })) };
}

/** The name always (or, unless `absent` ones count, when the text says it), of the others at most four: plans of composed stories have as many. */
function chosenSlots(text: string, people: readonly Person[], rng: Rng, { absent }: { absent: boolean }) {
  const { name: found, ...others } = extractSlots(text, people);
  const name = absent || text.includes(found?.split(' (')[0] ?? '') ? found : undefined;
  const kept = rng.shuffle(Object.entries(others)).slice(0, 1 + rng.int(4));
  return { ...(name ? { name } : {}), ...Object.fromEntries(kept) };
}

/** Longer stretches of fiction without any plan: how prose goes on. */
export function* bareRows(records: readonly Fiction[], characters: number): Generator<WriterRow> {
  for (const record of records) {
    let text = '';
    for (const { text: sentence } of splitSentences(record.text.replaceAll(/\s*\* \* \*\s*/g, '\n\n'))) {
      if (text.length + sentence.length > characters && text) {
        yield { row: `${bareStart}${text}`, learnFrom: bareStart.length };
        text = '';
      }
      text += `${text && ' '}${sentence.replaceAll(/\s+/g, ' ')}`;
    }
    if (text) yield { row: `${bareStart}${text}<|end|>`, learnFrom: bareStart.length };
  }
}

function genreOf(record: Fiction, rng: Rng): string {
  const own = record.genres.filter((genre) => (genres as readonly string[]).includes(genre));
  return own.length > 0 ? rng.pick(own) : record.genres[0];
}
