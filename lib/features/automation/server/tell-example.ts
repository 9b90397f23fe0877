import { toLoamError } from '@/lib/core/errors';
import type { StoryScore } from '@/lib/features/stories';
import { qualityThreshold, type ExampleState, type TellingVoice } from '@/lib/vocabulary/auto-training';
import type { Genre } from '@/lib/vocabulary/genres';
import { findNearDuplicate, signatureOf, type Known } from './near-duplicates';
import { inOwnStyle } from './own-style';
import type { PlannedText } from './plan-batch';
import type { Told, Voice } from './voices/voice';

export interface Telling {
  readonly voices: readonly Voice[];
  /** Tellings of the text. */
  readonly candidates: number;
  /** Undefined for a text with too little to score. */
  readonly score: (text: string, genre: Genre, prompt: string) => Promise<StoryScore | undefined>;
  readonly vectorOf: (text: string) => Promise<Float32Array | undefined>;
  /** What there is already. */
  readonly known: () => Iterable<Known>;
  readonly signal?: AbortSignal;
  readonly onText?: (voice: TellingVoice, text: string) => void;
}

/** A telling that was scored. */
interface Candidate {
  readonly voice: Voice;
  readonly told: Told;
  readonly score: StoryScore;
}

export interface ToldExample {
  readonly voice: TellingVoice;
  readonly model: Voice['model'];
  readonly state: Extract<ExampleState, 'collected' | 'below_threshold' | 'near_duplicate' | 'no_text'>;
  readonly reason: string | null;
  readonly told: Told | undefined;
  readonly score: StoryScore | undefined;
  readonly signature: Uint32Array | undefined;
  readonly vector: Float32Array | undefined;
  /** What the other tellings scored, the best first. */
  readonly others: readonly { readonly voice: TellingVoice; readonly score: number }[];
}

/** Tells a planned text several times and keeps the best that is no near-duplicate of what there is. */
export async function tellExample(planned: PlannedText, telling: Telling): Promise<ToldExample> {
  const { vectorOf, known, voices } = telling;
  const { candidates, failures } = await tellCandidates(planned, telling);
  const ranked = [...candidates].sort((a, b) => b.score.score - a.score.score);
  let duplicate: ToldExample | undefined;
  for (const candidate of ranked) {
    const { voice, told, score } = candidate;
    const about = {
      voice: voice.voice,
      model: voice.model,
      told,
      score,
      others: ranked.filter((other) => other !== candidate).map((other) => ({ voice: other.voice.voice, score: other.score.score })),
    };
    const signature = signatureOf(told.text);
    const vector = await vectorOf(told.text);
    const nearest = findNearDuplicate({ signature, vector }, known());
    if (nearest) {
      const how = nearest.words >= nearest.meaning || Number.isNaN(nearest.meaning) ? 'words' : 'meaning';
      const alike = Math.round(100 * (how === 'words' ? nearest.words : nearest.meaning));
      duplicate ??= {
        ...about,
        signature: undefined,
        vector: undefined,
        state: 'near_duplicate',
        reason: `${alike} % the same ${how} as an example that is there already`,
      };
      continue;
    }
    if (score.score >= qualityThreshold) return { ...about, signature, vector, state: 'collected', reason: null };
    return { ...about, signature, vector, state: 'below_threshold', reason: whyBelow(score) };
  }
  if (duplicate) return duplicate;
  const voice = voices.find((each) => each.voice === planned.voice) ?? voices[0];
  return {
    voice: voice.voice,
    model: voice.model,
    state: 'no_text',
    reason: failures.at(0) ?? 'No usable text came of it',
    told: undefined,
    score: undefined,
    signature: undefined,
    vector: undefined,
    others: [],
  };
}

/** A text that is kept for a voice is told by that one alone; an open one by all in turn, once at least. */
async function tellCandidates(
  { voice: kept, position: _position, ownStyle, ...request }: PlannedText,
  { voices, candidates: wanted, score, signal, onText }: Telling,
): Promise<{ candidates: Candidate[]; failures: string[] }> {
  const asked = kept === 'open' ? voices : voices.filter(({ voice }) => voice === kept);
  const candidates: Candidate[] = [];
  const failures: string[] = [];
  for (let n = 0; n < Math.max(wanted, asked.length); n++) {
    signal?.throwIfAborted();
    const voice = asked[n % asked.length];
    try {
      const variant = Math.floor(n / asked.length);
      const plain = await voice.tell({ ...request, variant, signal, onText: (text) => onText?.(voice.voice, text) });
      const told = plain && ownStyle ? inOwnStyle(plain, ownStyle, request.seed + variant) : plain;
      const scored = told && (await score(told.text, request.genre, request.prompt));
      if (scored) candidates.push({ voice, told, score: scored });
    } catch (error) {
      signal?.throwIfAborted();
      const known = toLoamError(error);
      // A defect ends the collection; what the models refuse costs one telling.
      if (known.code === 'internal') throw error;
      failures.push(known.message);
    }
  }
  return { candidates, failures };
}

/** What takes most points. */
export function whyBelow({ score, parts }: Pick<StoryScore, 'score' | 'parts'>): string {
  const worst = [...parts].sort((a, b) => a.points - b.points).at(0);
  const because = worst && worst.points < -0.3 ? `: ${worst.label.charAt(0).toLowerCase()}${worst.label.slice(1)}` : '';
  return `Scored ${score.toFixed(1)}, below ${qualityThreshold}${because}`;
}
