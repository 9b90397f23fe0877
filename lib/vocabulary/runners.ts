/** The languages whose code Loam can run. */
export const runnerLanguages = ['python', 'javascript', 'typescript', 'sql'] as const;
export type RunnerLanguage = (typeof runnerLanguages)[number];

/** How a sandboxed run ended. */
export const runStatuses = ['ok', 'error', 'timeout', 'memory', 'output-limit', 'refused'] as const;
export type RunStatus = (typeof runStatuses)[number];
