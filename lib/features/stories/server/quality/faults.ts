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
  follows: 'How well sentences follow each other',
  followsOnly: 'How much better than the other way round',
  followsRank: 'Share of sentences that would follow better',
  together: 'How likely neighbours are of one text',
  togetherWorst: 'The pair least likely of one text',
  togetherAcross: 'How likely both sides of the weakest seam are of one text',
  togetherContrast: 'How much likelier of one text each side is than both',
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
  lastSentence: 'Length of the last sentence against the others',
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

const genreFeatures: ReadonlySet<Feature> = new Set(['genre', 'genreBest']);
const promptFeatures: ReadonlySet<Feature> = new Set(['prompt', 'promptMissed', 'promptMeaning', 'promptNearest']);
const formFeatures: ReadonlySet<Feature> = new Set(['endsWhole', 'endsMissing', 'smallStarts', 'lastSentence']);

/**
 * What may speak for which fault. Genre, prompt and form are each judged by what measures them and by nothing else, and speak for
 * no other fault.
 */
export function mayUse(fault: Fault, feature: Feature): boolean {
  if (fault === 'genre') return genreFeatures.has(feature);
  if (fault === 'prompt') return promptFeatures.has(feature);
  if (genreFeatures.has(feature) || promptFeatures.has(feature)) return false;
  return formFeatures.has(feature) === (fault === 'cut');
}
