import type { Genre } from '@/lib/vocabulary/genres';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import type { StoryBeat, StorySlot, StoryStyle } from '@/lib/vocabulary/stories';
import type { StorySentence } from '@/lib/features/stories';
import type { StoryPlan } from '@/lib/features/stories/server';

export interface TellingRequest {
  readonly prompt: string;
  readonly genre: Genre;
  readonly style: StoryStyle;
  readonly seed: number;
  /** 0 for the first telling of a text, 1 for the second …: each has decoding settings of its own. */
  readonly variant: number;
  readonly signal?: AbortSignal;
  /** Hears the whole text so far. */
  readonly onText?: (text: string) => void;
}

/** What a text was told from: the plan, and what each step had to keep. */
export interface ToldPlan {
  readonly plan: StoryPlan;
  readonly keep: Readonly<Partial<Record<StoryBeat, readonly StorySlot[]>>>;
}

export interface Told {
  readonly text: string;
  readonly sentences: readonly StorySentence[];
  /** Undefined for voices that know no plans. */
  readonly told?: ToldPlan;
  /** How it was decoded, and how much of it is whose. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Somebody who tells stories: the same request gives the same text. */
export interface Voice {
  readonly voice: TellingVoice;
  readonly model: { readonly name: string; readonly version: string } | null;
  /** Undefined where nothing usable came of it. */
  tell(request: TellingRequest): Promise<Told | undefined>;
}
