import type { ModelKind } from '@/lib/vocabulary/model-kinds';

export const roleOfModel: Readonly<Record<ModelKind, string>> = {
  decoder: 'Writes, and says how likely a text is',
  encoder: 'Turns sentences into vectors, so that they can be compared',
  seq2seq: 'Turns a text into another one',
  quality: 'Scores stories from 0 to 10',
  ranker: 'Chooses among ways to tell a tutorial',
};
