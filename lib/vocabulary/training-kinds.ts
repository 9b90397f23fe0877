/** What can be trained. Each name has its kind, collected in lib/boot/kinds. */
export const trainingKinds = ['writer', 'embedder', 'quality', 'tutorial-ranker'] as const;
export type TrainingKind = (typeof trainingKinds)[number];
