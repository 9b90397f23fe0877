/** What can be wrong with a story, in the order in which it is shown. */
export const faults = {
  words: 'Words in an odd order, or unlikely together',
  order: 'Sentences out of order',
  joined: 'Two texts joined into one',
  repetition: 'The same said again',
  cut: 'Breaks off, or sentences not whole',
  sampled: 'Reads like an unfinished model',
  genre: 'Another genre than asked for',
  prompt: 'Leaves out what was asked for',
} as const;
export type Fault = keyof typeof faults;
export const faultNames = Object.keys(faults) as Fault[];

/** Every feature of a text, in the order of the estimator's columns, as a person reads it. */
export const features = {
  surprise: 'Surprise of the words, nats a character',
  surpriseWorst: 'Surprise of the oddest sentence, nats a token',
  surpriseSpread: 'How much the sentences differ in surprise',
  gain: 'What sentences gain from all before them, nats a token',
  gainNear: 'What sentences gain from the one before them',
  gainFar: 'What sentences gain from what stands further back',
  gainWorst: 'Gain at the weakest seam',
  gainSpread: 'How much the gain differs',
  gainAbsent: 'Share of sentences that gain nothing',
  cohesion: 'Words shared by neighbouring sentences',
  cohesionOrder: 'More shared by neighbours than by sentences far apart',
  cohesionSeam: 'Words shared across the weakest seam',
  cohesionHalves: 'Words shared by the two halves',
  namesShared: 'Names that both halves have',
  namesReturn: 'Names that come back',
  opens: 'Begins like a beginning',
  follows: 'How well sentences follow each other, against all other orders',
  followsSum: 'How much speaks for this order in all',
  followsWorst: 'The pair that follows worst',
  followsOnly: 'How much better than the other way round',
  together: 'How well what comes goes with what came',
  togetherHalves: 'How well both sides of the weakest seam go together',
  togetherNear: 'How well the sentences around the weakest seam go together',
  togetherSeam: 'The same at one seam, and how well one sentence follows the other there',
  seam: 'The place that looks most like a seam between two texts',
  seamAlone: 'How much more than the other places',
  meaning: 'Nearness of neighbouring sentences in meaning',
  meaningOrder: 'Neighbours nearer in meaning than sentences far apart',
  meaningSeam: 'Nearness in meaning across the weakest seam',
  meaningHalves: 'Nearness in meaning of the two halves',
  personChange: 'Change between I and he or she',
  genderChange: 'Change between she and he',
  tenseChange: 'Change of tense',
  speechChange: 'Change in the share of speech',
  lengthChange: 'Change in the length of sentences',
  speechMarks: 'Speech marks that do not match',
  articles: 'Things named with “the” before “a”',
  pronounOpening: 'Begins with a word that points back',
  repeatedRuns: 'Runs of four words that come again',
  repeatedPairs: 'Pairs of words that come again',
  repeatedSentences: 'Sentences that come again',
  repeatedOpenings: 'Sentences that begin alike',
  variety: 'Variety of words',
  stutter: 'Words said twice in a row',
  endsWhole: 'Ends with a full stop',
  endsMissing: 'Sentences without an end',
  smallStarts: 'Sentences that begin with a small letter',
  sentenceLength: 'Length of the sentences',
  sentenceSpread: 'Variety in the length of the sentences',
  genre: 'Words typical of the genre asked for',
  genreBest: 'The genre asked for against the likeliest other',
  prompt: 'Share of the prompt that is in the text',
  promptMissed: 'Words of the prompt that are missing',
  promptMeaning: 'Nearness of text and prompt in meaning',
  promptNearest: 'Nearness of the nearest sentence to the prompt',
} as const;
export type Feature = keyof typeof features;
export const featureNames = Object.keys(features) as Feature[];
export type Features = Readonly<Record<Feature, number>>;

const listed = (names: string): ReadonlySet<Feature> => new Set(names.trim().split(/\s+/) as Feature[]);

/**
 * What may speak for which fault: what measures it, and nothing else. With every feature for every fault, chance resemblances of the few
 * hundred passages that it is fitted to would count as evidence.
 */
const evidence: Readonly<Record<Fault, ReadonlySet<Feature>>> = {
  words: listed('surprise surpriseWorst surpriseSpread gain gainNear gainWorst stutter repeatedPairs'),
  order: listed(`opens follows followsSum followsWorst followsOnly gain gainNear gainFar gainAbsent gainWorst cohesion cohesionOrder
    meaning meaningOrder speechMarks articles pronounOpening`),
  joined:
    listed(`cohesionSeam cohesionHalves cohesionOrder namesShared namesReturn followsWorst together togetherHalves togetherNear togetherSeam seam seamAlone meaningSeam meaningHalves
    meaningOrder gainWorst gainFar personChange genderChange tenseChange speechChange lengthChange speechMarks`),
  repetition: listed('repeatedRuns repeatedPairs repeatedSentences repeatedOpenings variety cohesion meaning'),
  cut: listed('endsWhole endsMissing smallStarts'),
  sampled: listed(
    'surprise surpriseWorst gain gainFar cohesion cohesionHalves namesShared namesReturn follows together togetherHalves meaningHalves repeatedPairs',
  ),
  genre: listed('genre genreBest'),
  prompt: listed('prompt promptMissed promptMeaning promptNearest'),
};

export function mayUse(fault: Fault, feature: Feature): boolean {
  return evidence[fault].has(feature);
}
