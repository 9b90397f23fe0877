/** Who tells the texts that a person's model learns from; `person` is their own writing. */
export const trainingVoices = ['composer', 'writer', 'own', 'pulled', 'person'] as const;
export type TrainingVoice = (typeof trainingVoices)[number];

/** Those that a collection asks, in the order in which they are shown. */
export const tellingVoices = ['composer', 'writer', 'own', 'pulled'] as const satisfies readonly TrainingVoice[];
export type TellingVoice = (typeof tellingVoices)[number];

/** What became of a text. Only what is collected is learned from. */
export const exampleStates = ['collected', 'below_threshold', 'near_duplicate', 'no_text', 'discarded'] as const;
export type ExampleState = (typeof exampleStates)[number];

/** Points of ten from which a text is collected. */
export const qualityThreshold = 7;

export const fewestExamples = 1;
export const mostExamples = 500;
