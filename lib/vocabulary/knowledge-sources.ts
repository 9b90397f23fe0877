/** How it came that a concept counts as known: the reader said so, or passed its exercise. */
export const knowledgeSources = ['said', 'shown'] as const;
export type KnowledgeSource = (typeof knowledgeSources)[number];
