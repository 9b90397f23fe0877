import type { Beat, SlotName } from '../composer/beats';
import type { StoryPlan } from '../composer/plan';
import { splitSentences } from '../composer/sentences';
import type { Style } from '../composer/styles';
import type { StoryWords } from './story-words';

/** What a beat's text has to fit. */
export interface Situation {
  readonly plan: StoryPlan;
  readonly style: Style;
  readonly beat: Beat;
  /** Slots that the beat must mention. */
  readonly keep: readonly SlotName[];
  /** The story so far, on one line. */
  readonly before: string;
  /** How many words the composer took for this beat of this plan. */
  readonly usualWords: number;
  readonly words: StoryWords;
}

/** Everything that is wrong with a text, by check. */
export interface Fault {
  readonly check: CheckName;
  /** What was found, for the trace. */
  readonly detail: string;
  /** The sentence it lies in, counted from 0, where it lies in one. */
  readonly sentence?: number;
  /** The slot that is missing. */
  readonly slot?: SlotName;
  /** What does not belong here, and what it would be in its own story. */
  readonly foreign?: { readonly text: string; readonly kind: ForeignKind };
}

export type ForeignKind = 'person' | 'object' | 'foe' | 'clue' | 'place';

export const checkNames = ['slots', 'names', 'pronouns', 'sentences', 'repetition', 'length'] as const;
export type CheckName = (typeof checkNames)[number];

/** The sentences of a text; one in brackets stands by itself. */
export function sentencesOf(text: string): string[] {
  return splitSentences(text).flatMap((sentence) => sentence.split(/(?<=[.!?]\)) (?=["\p{Lu}])/u));
}

/** What stands outside speech; quoted parts become empty quotes. */
export function outsideSpeech(text: string): string {
  return text.replace(/"[^"]*(?:"|$)/g, '""');
}
