import type { AskOptions } from '@/lib/processes/inference/client';
import type { EngineKind } from '@/lib/vocabulary/hub';

export interface CompletionAsk {
  readonly prompt: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
  readonly stop: readonly string[];
  readonly seed: number;
}

export interface Completed {
  readonly text: string;
  readonly finish: 'stop' | 'length';
  readonly tokens: number;
  readonly promptTokens: number;
}

export interface Embedded {
  /** Of length one. */
  readonly vectors: readonly Float32Array[];
  readonly tokens: number;
}

/** Somebody who can serve a role. Both verbs reject with LoamError. */
export interface Engine {
  readonly kind: EngineKind;
  /** As the answer names it. */
  readonly model: string;
  /** Another machine's host; null for this one. */
  readonly at: string | null;
  complete(ask: CompletionAsk, onText?: (text: string) => void, options?: AskOptions): Promise<Completed>;
  embed(texts: readonly string[], options?: AskOptions): Promise<Embedded>;
}
