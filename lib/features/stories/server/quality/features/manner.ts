import type { ReadSentence, ReadText } from '../reading';
import { mean, splits } from './cohesion';

const first = new Set('i me my mine myself we us our ours'.split(' '));
const third = new Set('he him his himself she her hers herself they them their'.split(' '));
const she = new Set('she her hers herself'.split(' '));
const he = new Set('he him his himself'.split(' '));
const past = new Set('was were had did said went came saw took made knew thought'.split(' '));
const present = new Set("is are am has have does do don't can will isn't says goes".split(' '));

/**
 * Whether the manner of telling changes within the text: who tells, of whom, in which tense, in how long sentences. A seam between two texts
 * shows as the largest change over all places where it could be.
 */
export function mannerFeatures({ sentences }: ReadText): Record<string, number> {
  const changes = mannerSeams(sentences);
  const most = (of: (change: (typeof changes)[number]) => number): number => (changes.length === 0 ? NaN : Math.max(...changes.map(of)));
  return {
    personChange: most(({ person }) => person),
    genderChange: most(({ gender }) => gender),
    tenseChange: most(({ tense }) => tense),
    speechChange: most(({ speech }) => speech),
    lengthChange: most(({ length }) => length),
    speechMarks: brokenSpeech(sentences),
    articles: definiteFirst(sentences),
    pronounOpening: /^["']?(?:he|she|it|they|this|that|him|her|but|and|then|so)\b/i.test(sentences[0]?.text ?? '') ? 1 : 0,
  };
}

/** How much the manner changes at each place that could be a seam. */
export function mannerSeams(sentences: readonly ReadSentence[]): { person: number; gender: number; tense: number; speech: number; length: number }[] {
  const counts = sentences.map(countSentence);
  return splits(sentences.length).map((k) => {
    const [left, right] = [add(counts.slice(0, k)), add(counts.slice(k))];
    return {
      person: Math.abs(share(left.first, left.third) - share(right.first, right.third)) * certainty(left, right, 'first', 'third'),
      gender: Math.abs(share(left.she, left.he) - share(right.she, right.he)) * certainty(left, right, 'she', 'he'),
      tense: Math.abs(share(left.past, left.present) - share(right.past, right.present)) * certainty(left, right, 'past', 'present'),
      speech: Math.abs(left.quoted / left.sentences - right.quoted / right.sentences),
      length: Math.abs(Math.log(left.words / left.sentences) - Math.log(right.words / right.sentences)),
    };
  });
}

type Counts = Record<'first' | 'third' | 'she' | 'he' | 'past' | 'present' | 'quoted' | 'words' | 'sentences', number>;

function countSentence({ text, words }: ReadSentence): Counts {
  // What is said in quotes has a person and a tense of its own.
  const told =
    text
      .replaceAll(/"[^"]*("|$)/g, ' ')
      .toLowerCase()
      .match(/[\p{L}']+/gu) ?? [];
  const among = (list: ReadonlySet<string>, from: readonly string[]): number => from.filter((word) => list.has(word)).length;
  return {
    first: among(first, told),
    third: among(third, told),
    she: among(she, words),
    he: among(he, words),
    past: among(past, told) + told.filter((word) => word.length > 4 && word.endsWith('ed')).length,
    present: among(present, told),
    quoted: text.includes('"') ? 1 : 0,
    words: words.length,
    sentences: 1,
  };
}

function add(counts: readonly Counts[]): Counts {
  const total: Counts = { first: 0, third: 0, she: 0, he: 0, past: 0, present: 0, quoted: 0, words: 0, sentences: 0 };
  for (const each of counts) for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += each[key];
  return total;
}

/** Share of the first kind, drawn to a half where there are few of both. */
function share(of: number, other: number): number {
  return (of + 1) / (of + other + 2);
}

/** How much a change can be trusted: towards 1 the more words there are on the side with fewer. */
function certainty(left: Counts, right: Counts, a: keyof Counts, b: keyof Counts): number {
  const fewest = Math.min(left[a] + left[b], right[a] + right[b]);
  return fewest / (fewest + 3);
}

/** Share of speech marks that open speech within speech or close what was not open. */
function brokenSpeech(sentences: readonly ReadSentence[]): number {
  let [open, marks, broken] = [false, 0, 0];
  for (const { text } of sentences) {
    for (let i = 0; i < text.length; i++) {
      if (text[i] !== '"') continue;
      marks++;
      const opens = i === 0 || /[\s(-]/.test(text[i - 1]);
      if (opens === open) broken++;
      open = opens;
    }
  }
  return marks === 0 ? 0 : (broken + (open ? 1 : 0)) / (marks + 1);
}

/** Of the things that come with "a" somewhere, the share that came with "the" before. */
function definiteFirst(sentences: readonly ReadSentence[]): number {
  const known = new Map<string, 'definite' | 'new'>();
  const verdicts = new Map<string, number>();
  for (const { words } of sentences) {
    words.forEach((word, i) => {
      const noun = words[i + 1];
      if (noun === undefined) return;
      if (word === 'the' && !known.has(noun)) known.set(noun, 'definite');
      if (word !== 'a' && word !== 'an') return;
      if (!verdicts.has(noun)) verdicts.set(noun, known.get(noun) === 'definite' ? 1 : 0);
      if (!known.has(noun)) known.set(noun, 'new');
    });
  }
  const met = [...verdicts.values()];
  return met.length === 0 ? 0 : mean(met);
}
