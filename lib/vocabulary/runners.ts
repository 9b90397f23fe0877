/** The languages whose code Loam can run. */
export const runnerLanguages = ['python', 'javascript', 'typescript', 'sql'] as const;
export type RunnerLanguage = (typeof runnerLanguages)[number];

/** What the code of a lesson is written in: a language that Loam runs, or Git transcripts, which only its tests replay. */
export const codeLanguages = [...runnerLanguages, 'git'] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

/** How a sandboxed run ended. */
export const runStatuses = ['ok', 'error', 'timeout', 'memory', 'output-limit', 'refused'] as const;
export type RunStatus = (typeof runStatuses)[number];
