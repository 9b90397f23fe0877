import { durationText, timingText } from '@/components/ui/duration';
import type { Tone } from '@/components/ui/tones';
import type { JobView, QueueView } from '@/lib/features/system/schemas';
import type { JobState } from '@/lib/vocabulary/job-states';

export const jobTones: Record<JobState, Tone> = {
  queued: 'sky',
  running: 'clay',
  succeeded: 'leaf',
  failed: 'danger',
  cancelled: 'neutral',
};

export const jobStateWords: Record<JobState, string> = {
  queued: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** A length of time in seconds, short where it is short. */
export function secondsText(seconds: number): string {
  return seconds < 10 ? timingText(seconds * 1000) : durationText(seconds);
}

/** How long a job's last attempt took; empty where it has not ended. */
export function tookText({ startedAt, finishedAt }: Pick<JobView, 'startedAt' | 'finishedAt'>): string {
  if (!startedAt || !finishedAt) return '';
  return secondsText(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
}

/** How often a job of a queue may be started; a queue without a number of jobs at once is another version's. */
export function triesAllowedText({ attempts, concurrency }: Pick<QueueView, 'attempts' | 'concurrency'>): string {
  if (attempts !== null) return String(attempts);
  return concurrency === null ? '–' : 'until done';
}

/** "2 of 3", or "2" where nobody knows how often it may be started, or it goes on until it ends. */
export function triesText({ attempt, attempts }: Pick<JobView, 'attempt' | 'attempts'>): string {
  return attempts === null ? String(attempt) : `${attempt} of ${Math.max(attempt, attempts)}`;
}

/** Whose a job is. */
export function ownerText({ ownerId, ownerName }: Pick<JobView, 'ownerId' | 'ownerName'>): string {
  if (ownerName !== null) return ownerName;
  return ownerId === null ? 'Loam itself' : 'an account that is gone';
}
