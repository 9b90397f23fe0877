import { trainingVoices, type ExampleState, type TrainingVoice } from '@/lib/vocabulary/auto-training';
import type { Genre } from '@/lib/vocabulary/genres';
import type { VoiceFigures } from '../schemas';

/** What of an example counts in figures. */
export interface Counted {
  readonly voice: TrainingVoice;
  readonly state: ExampleState;
  readonly genre: Genre | null;
  readonly score: number | null;
  readonly reason: string | null;
}

export interface Figures {
  readonly told: number;
  readonly successful: number;
  readonly failed: number;
  readonly collected: number;
  readonly belowThreshold: number;
  readonly averageQuality: number | null;
  readonly averageQualityCollected: number | null;
  readonly successRate: number | null;
  readonly highQualityRate: number | null;
  readonly genres: Record<string, number>;
  readonly voices: VoiceFigures[];
  readonly reasons: { reason: string; count: number }[];
  readonly histogram: number[];
}

/**
 * Counts examples. Successful: usable and new, whatever their points; failed: no text, or only near-duplicates. What was discarded
 * afterwards was successful.
 */
export function figuresOf(examples: readonly Counted[]): Figures {
  const successful = examples.filter(isSuccessful);
  const collected = successful.filter(({ state }) => state === 'collected');
  const genres: Record<string, number> = {};
  for (const { genre } of successful) if (genre) genres[genre] = (genres[genre] ?? 0) + 1;
  const reasons = new Map<string, number>();
  for (const { state, reason, score } of examples) {
    if (state === 'collected' || state === 'discarded') continue;
    // Points differ from text to text; what they are for does not.
    const what =
      state === 'near_duplicate' ? 'Near-duplicate' : ((score === null ? reason : reason?.replace(/^Scored [\d.]+, b/, 'B')) ?? state);
    reasons.set(what, (reasons.get(what) ?? 0) + 1);
  }
  return {
    told: examples.length,
    successful: successful.length,
    failed: examples.length - successful.length,
    collected: collected.length,
    belowThreshold: successful.filter(({ state }) => state === 'below_threshold').length,
    averageQuality: meanScore(successful),
    averageQualityCollected: meanScore(collected),
    successRate: share(successful.length, examples.length),
    highQualityRate: share(collected.length, successful.length),
    genres,
    voices: trainingVoices.flatMap((voice) => {
      const own = examples.filter((example) => example.voice === voice);
      return own.length > 0 ? [voiceFigures(voice, own, collected.length)] : [];
    }),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    histogram: histogramOf(successful),
  };
}

function voiceFigures(voice: TrainingVoice, own: readonly Counted[], allCollected: number): VoiceFigures {
  const successful = own.filter(isSuccessful);
  const collected = successful.filter(({ state }) => state === 'collected').length;
  return {
    voice,
    told: own.length,
    successful: successful.length,
    collected,
    success_rate: share(successful.length, own.length),
    high_quality_rate: share(collected, successful.length),
    average_quality: meanScore(successful),
    share: share(collected, allCollected),
  };
}

function isSuccessful({ state }: Counted): boolean {
  return state === 'collected' || state === 'below_threshold' || state === 'discarded';
}

function histogramOf(examples: readonly Counted[]): number[] {
  const histogram = Array.from({ length: 10 }, () => 0);
  for (const { score } of examples) if (score !== null) histogram[Math.min(9, Math.max(0, Math.floor(score)))]++;
  return histogram;
}

function meanScore(examples: readonly Counted[]): number | null {
  const scores = examples.flatMap(({ score }) => score ?? []);
  return scores.length === 0 ? null : round(scores.reduce((sum, score) => sum + score, 0) / scores.length, 2);
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : round(part / of, 4);
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
