/** What a review card asks for: the answer to a question, or a concept in one's own words. */
export const cardKinds = ['question', 'concept'] as const;
export type CardKind = (typeof cardKinds)[number];

/** How well something was remembered, from not at all to without effort. */
export const reviewRatings = ['again', 'hard', 'good', 'easy'] as const;
export type ReviewRating = (typeof reviewRatings)[number];

/** How far a card has come. */
export const cardStates = ['new', 'learning', 'review', 'relearning'] as const;
export type CardState = (typeof cardStates)[number];
