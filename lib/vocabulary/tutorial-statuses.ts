/** A draft is seen by its owner alone; a published tutorial by every learner; an archived one is kept but not listed. */
export const tutorialStatuses = ['draft', 'published', 'archived'] as const;
export type TutorialStatus = (typeof tutorialStatuses)[number];
