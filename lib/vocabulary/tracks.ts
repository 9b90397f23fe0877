/** The shelves of the curriculum; a concept's file lies in content/curriculum/<track>/. */
export const tracks = ['python', 'javascript', 'sql', 'git', 'testing', 'algorithms', 'machine-learning'] as const;
export type Track = (typeof tracks)[number];
