import { createRng } from '@/lib/core/rng';
import type { ModelClient } from '@/lib/processes/inference/client';
import { slotNames } from '../../composer/beats';
import { composeStory } from '../../composer/compose';
import type { StoryPlan } from '../../composer/plan';

export interface ScriptedWriter extends Pick<ModelClient, 'generate' | 'candidates' | 'score'> {
  /** The prompts that it was given. */
  readonly prompts: string[];
}

export interface Script {
  /** Changes the text of a beat before it is handed out; `n` counts candidates of that call. */
  readonly change?: (text: string, beat: string, n: number) => string;
  readonly finish?: 'stop' | 'length';
  /** Which telling of the composer stands in for the model's words. */
  readonly telling?: number;
}

/**
 * A writer for tests: it tells each beat as another telling of the composer does, so that everything is right unless the script plants a fault.
 * A text is the likelier the longer it is.
 */
export function scriptedWriter(plan: StoryPlan, { change = (text) => text, finish = 'stop', telling = 1000 }: Script = {}): ScriptedWriter {
  const prompts: string[] = [];
  const textFor = (prompt: string, seed: number, n: number): string => {
    const beat = /beat: (\w+)/.exec(prompt)?.[1] ?? '';
    const asked = slotNames.filter((slot) => slot !== 'name' && prompt.includes(` | ${slot}: `));
    for (let at = telling + (seed % 5); at < telling + 500; at++) {
      const part = composeStory(plan, createRng(at)).beats.find((candidate) => candidate.beat === beat);
      if (part && asked.every((slot) => part.keep.includes(slot))) return change(part.text, beat, n);
    }
    throw new Error(`no telling of the ${beat} has ${asked.join(', ')}`);
  };
  const generated = (text: string) => ({ text, tokens: Math.ceil(text.length / 4), finish, logLikelihood: -text.length / 8 });
  return {
    prompts,
    async generate({ prompt, seed = 0 }, onText) {
      prompts.push(String(prompt));
      const text = textFor(String(prompt), seed, 0);
      for (const part of text.match(/.{1,12}/gs) ?? []) onText?.(part);
      return generated(text);
    },
    async candidates({ prompt, seed = 0, count = 4 }) {
      prompts.push(String(prompt));
      return Array.from({ length: count }, (_, n) => generated(textFor(String(prompt), seed + n, n)));
    },
    score: async (texts) => texts.map((text) => new Float32Array(Math.ceil(text.length / 4)).fill(-1)),
  };
}
