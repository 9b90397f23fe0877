/** How far a background job has come. The last three are final. */
export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export const finalJobStates = ['succeeded', 'failed', 'cancelled'] as const satisfies readonly JobState[];

/** Whether a job in this state will change no more (unless somebody retries it). */
export function isFinalJobState(state: JobState): boolean {
  return (finalJobStates as readonly JobState[]).includes(state);
}
