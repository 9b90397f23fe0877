import type { EncoderConfig } from '@/lib/ml/nets/encoder';

/** All numbers of the recipe. A reason stands beside each that was chosen and not usual. */
export const recipe = {
  seed: 7,
  vocabulary: 8192, // what a table of 256 columns needs at int8: 2 MB
  network: {
    width: 256,
    layers: 4,
    heads: 4,
    feedForward: 512, // a third less work than the usual 1024: training is short of work, not of weights
    context: 128,
    segments: 2, // as BERT, so that classifiers of pairs start from it
    activation: 'gelu',
    epsilon: 1e-12,
  } satisfies Omit<EncoderConfig, 'vocabulary'>,
  anchorLength: 24, // cuts one question in a hundred
  candidateLength: 64, // 40 words and a short heading
  words: { batch: 384, temperature: 0.05, learningRate: 5e-3 },
  layers: { batch: 96, temperature: 0.05, learningRate: 5e-4 },
  /** How often pairs are made of everything, each time others: the words alone read so many that they would know one round by heart. */
  rounds: 4,
  /** How often the lessons are read in a round: they are what is searched most. */
  curriculumRounds: 8,
  /** Of the documentation's pairs, so many a round: a half, or they would drown the questions that people wrote. */
  documentationPairs: 100_000,
} as const;

export const special = { pad: '[PAD]', cls: '[CLS]', sep: '[SEP]', mask: '[MASK]' } as const;
export const specialTokens = [special.pad, special.cls, special.sep, special.mask];
