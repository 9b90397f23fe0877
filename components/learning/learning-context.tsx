'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type {
  Answered,
  AnswerInput,
  AttemptInput,
  GradedAttempt,
  Progress,
  Rated,
  RateInput,
  SaveProgressInput,
  Solution,
} from '@/lib/features/learning/schemas';

export type Outcome<T> = { readonly ok: true; readonly output: T } | { readonly ok: false; readonly message: string };

/** What a reader can do that is kept. The route hands in how. */
export interface LearningActions {
  answer(input: AnswerInput): Promise<Outcome<Answered>>;
  attempt(input: AttemptInput): Promise<Outcome<GradedAttempt>>;
  solution(input: { conceptId: string }): Promise<Outcome<Solution>>;
  setKnown(input: { conceptId: string; known: boolean }): Promise<Outcome<{ known: boolean }>>;
  saveProgress(input: SaveProgressInput): Promise<Outcome<Progress>>;
  rate(input: RateInput): Promise<Outcome<Rated>>;
}

export interface Learning {
  readonly signedIn: boolean;
  /** The page's own address, to come back to after signing in. */
  readonly here: string;
  /** The tutorial that is read, where it is one. */
  readonly slug?: string;
  readonly actions: LearningActions;
}

const Context = createContext<Learning | undefined>(undefined);

export function LearningContext({ value, children }: { value: Learning; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** What the page offers for learning; undefined where nothing is kept, as in a preview. */
export function useLearning(): Learning | undefined {
  return useContext(Context);
}

/** Where to sign in, coming back to a place of the page. */
export function signInAddress(here: string, anchor?: string): string {
  return `/sign-in?next=${encodeURIComponent(anchor ? `${here}#${anchor}` : here)}`;
}
