/** The shelves of the curriculum; a concept's file lies in content/curriculum/<track>/. */
export const tracks = ['python', 'javascript', 'sql', 'git', 'testing', 'algorithms', 'machine-learning'] as const;
export type Track = (typeof tracks)[number];

/** How the shelves are called on pages. */
export const trackNames: Record<Track, string> = {
  python: 'Python',
  javascript: 'JavaScript and TypeScript',
  sql: 'SQL',
  git: 'Git',
  testing: 'Testing',
  algorithms: 'Data structures and algorithms',
  'machine-learning': 'Machine learning',
};
