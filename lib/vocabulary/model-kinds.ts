/**
 * What a model does: a decoder writes and scores text, an encoder embeds it, a seq2seq model rewrites it, a quality model judges
 * stories with the help of a decoder and an encoder, a ranker orders what can be chosen from.
 */
export const modelKinds = ['decoder', 'encoder', 'seq2seq', 'quality', 'ranker'] as const;
export type ModelKind = (typeof modelKinds)[number];

/** What a model can be asked for. */
export const modelUses = ['write', 'compare', 'score'] as const;
export type ModelUse = (typeof modelUses)[number];

export const usesOfKind = {
  decoder: ['write'],
  encoder: ['compare'],
  seq2seq: ['write'],
  quality: ['score'],
  ranker: [],
} as const satisfies Record<ModelKind, readonly ModelUse[]>;

/** What a look at a model's file found. */
export const fileStates = ['verified', 'changed', 'missing'] as const;
export type FileState = (typeof fileStates)[number];
