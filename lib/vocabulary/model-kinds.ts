/**
 * What a model does: a decoder writes and scores text, an encoder embeds it, a quality model judges stories with the help
 * of both, a ranker orders what can be chosen from.
 */
export const modelKinds = ['decoder', 'encoder', 'quality', 'ranker'] as const;
export type ModelKind = (typeof modelKinds)[number];

/** What a model can be asked for. */
export const modelUses = ['write', 'compare', 'score'] as const;
export type ModelUse = (typeof modelUses)[number];

export const usesOfKind = { decoder: ['write'], encoder: ['compare'], quality: ['score'], ranker: [] } as const satisfies Record<
  ModelKind,
  readonly ModelUse[]
>;

/** What a look at a model's file found. */
export const fileStates = ['verified', 'changed', 'missing'] as const;
export type FileState = (typeof fileStates)[number];
