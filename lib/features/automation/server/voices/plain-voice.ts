import type { AskOptions } from '@/lib/processes/inference/client';
import { splitSentences } from '@/lib/ml/text';
import type { Told, Voice } from './voice';

const decodings = [
  { temperature: 0.8, topP: 0.95 },
  { temperature: 0.7, topP: 0.9 },
  { temperature: 0.95, topP: 0.97 },
] as const;
const maxTokens = 300;
const fewestSentences = 3;

/** Somebody who writes on from an opening. */
interface PlainWriter {
  generate(
    input: {
      readonly prompt: string;
      readonly maxTokens: number;
      readonly temperature: number;
      readonly topP: number;
      readonly repetitionPenalty: number;
      readonly seed: number;
    },
    onText?: (more: string) => void,
    options?: AskOptions,
  ): Promise<{ readonly text: string }>;
}

/** A model that knows no plans, such as one pulled from a hub: it is given an opening made from the prompt and writes on. */
export function plainVoice(model: { readonly name: string; readonly version: string }, client: PlainWriter): Voice {
  return {
    voice: 'pulled',
    model,
    async tell({ prompt, seed, variant, signal, onText }): Promise<Told | undefined> {
      const decoding = decodings[variant % decodings.length];
      const opening = openingOf(prompt);
      let heard = opening;
      const { text } = await client.generate(
        { prompt: opening, maxTokens, ...decoding, repetitionPenalty: 1.1, seed: (seed + variant) >>> 0 },
        (more) => onText?.((heard += more)),
        { signal },
      );
      const whole = wholeSentences(`${opening}${text}`);
      if (whole.length < fewestSentences) return undefined;
      return { text: whole.join(' '), sentences: [], settings: { seed, ...decoding, maxTokens } };
    },
  };
}

/** "A diver who finds a bell" → "Once there was a diver who finds a bell."; what is no such phrase stands as it is. */
export function openingOf(prompt: string): string {
  const bare = prompt.trim().replace(/[.!?]+$/, '');
  const person = /^an?(?= [\p{L}'-]+(?: [\p{L}'-]+){0,3} (?:who|whose|that)\b)/iu.exec(bare);
  return person ? `Once there was ${person[0].toLowerCase()}${bare.slice(person[0].length)}.` : `${bare}.`;
}

/** What stands behind the last end of a sentence is left out. */
function wholeSentences(text: string): string[] {
  const sentences = splitSentences(text).map((sentence) => sentence.text.replaceAll(/\s+/g, ' '));
  return /[.!?]["'”’)]*$/.test(sentences.at(-1) ?? '') ? sentences : sentences.slice(0, -1);
}
