import type { Genre } from '@/lib/vocabulary/genres';
import type { Arc, Pronouns, SlotName } from './beats';
import type { NounPhrase, Place } from './noun-phrase';
import type { StyleId } from './styles';

export interface Hero {
  readonly name: string;
  readonly pronouns: Pronouns;
  readonly role: string;
  readonly trait: string;
}

export interface Ally {
  readonly name: string;
  readonly pronouns: 'she' | 'he';
  /** A trade ("ferryman") or, when kin is true, a relation ("brother"). */
  readonly role: string;
  readonly kin: boolean;
}

export interface Foe extends NounPhrase {
  readonly pronouns: 'she' | 'he' | 'it';
}

/** Everything that a story must keep. Plain data: it can be stored as JSON and composed again. */
export interface StoryPlan {
  readonly genre: Genre;
  readonly style: StyleId;
  readonly prompt: string;
  readonly arc: Arc;
  readonly hero: Hero;
  readonly ally: Ally;
  readonly foe: Foe;
  readonly object: NounPhrase;
  readonly place: Place;
  /** An adverbial: "on the last night of autumn". */
  readonly time: string;
  /** The noun, and a clause in the markup of the story content. */
  readonly weather: { readonly noun: string; readonly clause: string };
  readonly clue: NounPhrase;
  /** Which want of the genre, and its infinitive as readers see it: "carry the violin home before the thaw". */
  readonly want: { readonly id: string; readonly text: string };
  /** The detail planted with the protagonist that the turn pays off. */
  readonly thread: string;
  /** The slots that the prompt itself filled. */
  readonly fromPrompt: readonly SlotName[];
}
