import { planPassages } from '@/lib/features/stories/server';
import { storySentenceSchema } from '@/lib/features/stories';
import type { ExampleRow } from './example-rows';
import type { ToldPlan } from './voices/voice';

/** A stretch of text to learn, with what stands before it. */
export interface Passage {
  readonly text: string;
  readonly prefix?: string;
  readonly weight: number;
  /** Passages of one example are learned from or measured on together. */
  readonly group: string;
}

/**
 * What a writer learns from examples. A planned story becomes its steps, each behind its plan, as the writer will be asked for them;
 * a person's own writing, and what was edited, stands as prose.
 */
export function passagesOf(examples: readonly ExampleRow[]): Passage[] {
  return examples.flatMap(({ id, text, plan, sentences, weight, edited }): Passage[] => {
    const told = edited ? undefined : (plan as ToldPlan | null);
    const parsed = storySentenceSchema.array().safeParse(sentences);
    if (!told || !parsed.success || parsed.data.length === 0) return [{ text, weight, group: id }];
    return planPassages(told.plan, told.keep, parsed.data).map((passage) => ({ ...passage, weight, group: id }));
  });
}

/** The same as a file of JSON lines. */
export function passagesFile(examples: readonly ExampleRow[]): string {
  return passagesOf(examples)
    .map((passage) => `${JSON.stringify(passage)}\n`)
    .join('');
}
