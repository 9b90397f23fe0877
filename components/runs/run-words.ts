import type { Tone } from '@/components/ui/tones';
import type { RunPhase, RunState, ModelStage, PromotionVerdict } from '@/lib/vocabulary/run-states';
import type { TrainingKind } from '@/lib/vocabulary/training-kinds';

export const runTones: Record<RunState, Tone> = {
  queued: 'sky',
  running: 'clay',
  paused: 'warn',
  succeeded: 'leaf',
  failed: 'danger',
  cancelled: 'neutral',
};

export const runStateWords: Record<RunState, string> = {
  queued: 'waiting',
  running: 'learning',
  paused: 'paused',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const phaseWords: Record<RunPhase, string> = {
  preparing: 'Getting the examples ready',
  training: 'Learning',
  exporting: 'Writing the model’s files',
  evaluating: 'Measuring it on what it has not seen',
  comparing: 'Comparing it with the one in use',
};

export const kindNames: Record<TrainingKind, string> = {
  writer: 'Writer',
  embedder: 'Sentence encoder',
  quality: 'Story estimator',
  'tutorial-ranker': 'Tutorial ranker',
};

export const stageTones: Record<ModelStage, Tone> = { candidate: 'sky', active: 'leaf', archived: 'neutral' };
export const stageWords: Record<ModelStage, string> = { candidate: 'candidate', active: 'in use', archived: 'put away' };

export const verdictTones: Record<PromotionVerdict, Tone> = { better: 'leaf', worse: 'warn', 'no-improvement': 'neutral', first: 'leaf' };
export const verdictWords: Record<PromotionVerdict, string> = {
  better: 'better',
  worse: 'worse',
  'no-improvement': 'no improvement',
  first: 'the first',
};

/** `heldOutLoss` as a person reads it: “held out loss”. */
export function wordsOf(name: string): string {
  return name
    .replaceAll(/[-_]/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

/** The same with a capital at its beginning. */
export function labelOf(name: string): string {
  const words = wordsOf(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Bytes as a person reads them. */
export function bytesText(bytes: number): string {
  if (bytes < 100_000) return `${Math.ceil(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A number with four figures, a large one whole. */
export function numberText(value: number): string {
  return value.toLocaleString('en', Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });
}
