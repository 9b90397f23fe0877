import type { FineTune } from '@/lib/features/automation';
import type { ExampleState, TrainingVoice } from '@/lib/vocabulary/auto-training';

export const voiceNames: Readonly<Record<TrainingVoice, string>> = {
  composer: 'Composer',
  writer: 'Writer',
  own: 'Your own model',
  pulled: 'Pulled model or server',
  person: 'You',
};

export const stateNames: Readonly<Record<ExampleState, string>> = {
  collected: 'Collected',
  below_threshold: 'Below 7',
  near_duplicate: 'Near-duplicate',
  no_text: 'No text',
  discarded: 'Discarded',
};

/** "96 %"; a dash where there is nothing to count. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 1000) / 10} %`;
}

/** "7.9"; a dash for none. */
export function points(score: number | null): string {
  return score === null ? '–' : score.toFixed(1);
}

/** Whether a fine-tune waits, learns, or has its stories told still. */
export function isUnderWay({ state, comparing }: Pick<FineTune, 'state' | 'comparing'>): boolean {
  return state === 'queued' || state === 'running' || state === 'paused' || comparing;
}
