import { hashedLogOdds, placesOf, type HashedLogistic } from '@/lib/ml/train/tabular';
import { isFunctionWord, type ReadSentence, type ReadText } from '../reading';
import { least, mean, splits } from './cohesion';

/** Two learned opinions on a pair of sentences: that the second follows the first, and that both are of one text. Of one size. */
export interface NeighbourModels {
  readonly order: HashedLogistic;
  readonly joined: HashedLogistic;
}

/**
 * What a pair of sentences shows, as names of features: how the one ends and the other begins, its small words against those of the other,
 * who is named and who is referred back to, and what both mention.
 */
export function pairFeatures(before: ReadSentence, after: ReadSentence): string[] {
  const [a, b] = [rememberedShape(before), rememberedShape(after)];
  const named = after.names.some((name) => before.names.includes(name));
  const shared = new Set(after.terms.filter((term) => before.terms.includes(term))).size;
  const back = after.words.some((word) => pronouns.has(word));
  const features = [
    `names ${named} ${before.names.length > 0} ${after.names.length > 0}`,
    `back ${back} ${before.names.length > 0} ${after.names.length > 0}`,
    `shared ${Math.min(3, shared)}`,
    `lengths ${a.length} ${b.length}`,
    `speech ${a.speech} ${b.speech}`,
    `ends ${a.end} ${b.start}`,
    `ends ${a.end} ${b.speech} ${a.speech}`,
    `starts ${a.start} ${b.start}`,
    `start ${b.start}`,
    `starts2 ${a.start} ${b.start2}`,
    `start2 ${b.start2}`,
    `last ${a.last} ${b.start}`,
    `tense ${a.tense} ${b.tense}`,
    `person ${a.person} ${b.person}`,
    `start ${b.start} ${a.speech} ${named}`,
  ];
  for (const small of b.small) {
    features.push(`b ${small}`);
    for (const other of a.small) features.push(`${other} > ${small}`);
  }
  for (const term of after.terms) {
    if (before.terms.includes(term)) features.push(`again ${term}`);
  }
  return features;
}

const pronouns = new Set('he she it they him her them his its their hers theirs this that these those'.split(' '));
const past = new Set('was were had did said went came saw took made knew thought'.split(' '));
const present = new Set("is are am has have does do don't can isn't".split(' '));

type Shape = ReturnType<typeof shapeOf>;
const shapes = new WeakMap<ReadSentence, Shape>();

function rememberedShape(sentence: ReadSentence): Shape {
  const known = shapes.get(sentence);
  if (known) return known;
  const shape = shapeOf(sentence);
  shapes.set(sentence, shape);
  return shape;
}

function shapeOf({ text, words, names }: ReadSentence) {
  const opens = text.startsWith('"');
  const closes = /"[.!?]?$/.test(text);
  const any = text.includes('"');
  const word = (i: number): string => {
    const found = words.at(i) ?? '';
    return isFunctionWord(found) || found.length < 3
      ? found
      : names.length > 0 && i === 0
        ? 'NAME'
        : found.endsWith('ed')
          ? 'ED'
          : found.endsWith('ing')
            ? 'ING'
            : found.endsWith('s')
              ? 'S'
              : 'X';
  };
  const has = (list: ReadonlySet<string>): boolean => words.some((each) => list.has(each));
  return {
    length: Math.min(6, Math.floor(Math.log2(Math.max(1, words.length)))),
    speech: opens && closes ? 'whole' : opens ? 'opens' : closes ? 'closes' : any ? 'within' : 'none',
    end: /[.!?,;:-]+["')]*$/.exec(text)?.[0] ?? '-',
    start: word(0),
    start2: `${word(0)} ${word(1)}`,
    last: word(-1),
    tense: `${has(past)} ${has(present)}`,
    person: `${has(first)} ${has(she)} ${has(he)} ${has(they)} ${has(you)}`,
    small: [...new Set(words.filter((each) => isFunctionWord(each)))],
  };
}

const first = new Set('i me my we us our'.split(' '));
const she = new Set('she her hers'.split(' '));
const he = new Set('he him his'.split(' '));
const they = new Set('they them their'.split(' '));
const you = new Set('you your'.split(' '));

/**
 * How well neighbours follow each other, against the other way round and against all other sentences; and whether the sentences on both sides
 * of some place look as if they were of two texts.
 */
export function neighbourFeatures({ sentences }: ReadText, { order, joined }: NeighbourModels): Record<string, number> {
  const n = sentences.length;
  const places = sentences.map((before, i) =>
    sentences.map((after, j) => (i === j ? none : placesOf(pairFeatures(before, after), order.weights.length))),
  );
  const ask = (model: HashedLogistic, before: number, after: number): number => hashedLogOdds(model, places[before][after]);
  const later = sentences.map((_, i) => i).slice(1);
  // (before, after): every ordered pair for the order, every pair as it stands for the text.
  const follows = sentences.map((_, i) => sentences.map((__, j) => (i === j ? NaN : ask(order, i, j))));
  const together = sentences.map((_, i) => sentences.map((__, j) => (i < j && j - i <= widest ? ask(joined, i, j) : NaN)));
  const among = (chosen: (i: number, j: number) => boolean): number =>
    mean(together.flatMap((row, i) => row.filter((value, j) => !Number.isNaN(value) && chosen(i, j))));
  const seams = splits(n).map((k) => {
    const across = among((i, j) => i < k && j >= k);
    return { across, contrast: among((i, j) => j < k || i >= k) - across };
  });
  return {
    follows: mean(later.map((j) => follows[j - 1][j])),
    followsOnly: mean(later.map((j) => follows[j - 1][j] - follows[j][j - 1])),
    followsRank: mean(later.map((j) => mean(sentences.map((_, i) => i).filter((i) => i !== j && i !== j - 1).map((i) => (follows[i][j] > follows[j - 1][j] ? 1 : 0))))), // prettier-ignore
    together: mean(later.map((j) => together[j - 1][j])),
    togetherWorst: least(later.map((j) => together[j - 1][j])),
    togetherAcross: least(seams.map(({ across }) => across)),
    togetherContrast: seams.length === 0 ? NaN : Math.max(...seams.map(({ contrast }) => contrast)),
  };
}

const none = new Int32Array();

/** Sentences further apart than this say little about each other; the opinions are learned on pairs up to this distance. */
export const widest = 6;
