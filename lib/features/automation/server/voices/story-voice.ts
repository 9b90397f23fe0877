import { writeStoryInput } from '@/lib/features/stories';
import { tellStory, type StoryPlan, type StoryWriter } from '@/lib/features/stories/server';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import type { Told, ToldPlan, Voice } from './voice';

/**
 * How a writer's tellings are decoded, one after the other. Every other one is the writer's alone, as it comes: the checks mend what is wrong,
 * but where they refuse too much, the composer would have told it.
 */
const decodings = [
  { mode: 'checked', temperature: 0.7, topP: 0.92 },
  { mode: 'single', temperature: 0.7, topP: 0.92 },
  { mode: 'checked', temperature: 0.85, topP: 0.95 },
  { mode: 'single', temperature: 0.6, topP: 0.9 },
] as const;
/**
 * Texts tried for each step in a round. Whole tellings are compared by the estimator: more tries would cost their time without what they
 * find being seen by it.
 */
const tries = 1;
/** With more of it by the composer, a text is not the writer's. */
const mostByComposer = 0.5;

/** Tells planned stories: with a writer's words, or without one with the composer's. */
export function storyVoice(voice: TellingVoice, writer?: StoryWriter): Voice {
  return {
    voice,
    model: writer ? { name: writer.name, version: writer.version } : null,
    async tell({ variant, signal, onText, ...about }): Promise<Told | undefined> {
      const decoding = decodings[variant % decodings.length];
      let plan: StoryPlan | undefined;
      let [heard, coming] = ['', ''];
      const story = await tellStory(
        // Each telling has a plan of its own: two tellings of one plan by the composer are near-duplicates.
        writeStoryInput.parse({
          ...about,
          seed: (about.seed + Math.imul(variant, 0x9e3779b1)) >>> 0,
          mode: writer ? decoding.mode : 'checked',
          trace: true,
        }),
        {
          writer: writer && { ...writer, client: decodedWith(writer.client, decoding) },
          signal,
          onPlan: (whole) => (plan = whole),
          onEvent: (event) => {
            if (event.kind === 'plan') return;
            if (event.kind === 'text') coming += event.text;
            else [heard, coming] = [joined(heard, event.sentences.map(({ text }) => text).join(' ')), ''];
            onText?.(joined(heard, coming));
          },
        },
      );
      const composed = story.fallback.share;
      if (!plan || story.text.trim() === '' || (writer && composed > mostByComposer)) return undefined;
      const keep = Object.fromEntries((story.trace ?? []).map((beat) => [beat.beat, beat.keep])) as ToldPlan['keep'];
      return {
        text: story.text,
        sentences: story.sentences,
        told: { plan, keep },
        settings: { seed: story.seed, ...(writer ? { ...decoding, composerShare: composed, mendedShare: story.mended.share } : {}) },
      };
    },
  };
}

function joined(before: string, after: string): string {
  return before && after ? `${before} ${after}` : before + after;
}

function decodedWith(
  client: StoryWriter['client'],
  { temperature, topP }: { readonly temperature: number; readonly topP: number },
): StoryWriter['client'] {
  return {
    generate: (input, onText, options) => client.generate({ ...input, temperature, topP }, onText, options),
    candidates: (input, options) => client.candidates({ ...input, temperature, topP, count: tries }, options),
    // Of a single text nobody has to know how it ranks.
    score: async (texts) => texts.map(() => new Float32Array(1)),
  };
}
