import { writeStoryInput } from '@/lib/features/stories';
import { tellStory, type StoryPlan, type StoryWriter } from '@/lib/features/stories/server';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import type { Told, ToldPlan, Voice } from './voice';

/** Temperature and nucleus of a writer's tellings, one after the other. */
const decodings = [
  { temperature: 0.7, topP: 0.92 },
  { temperature: 0.6, topP: 0.9 },
  { temperature: 0.85, topP: 0.95 },
  { temperature: 0.75, topP: 0.95 },
] as const;
/** Texts tried for each step; the composer steps in where none passes the checks. */
const tries = 2;
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
      let heard = '';
      const story = await tellStory(
        // Each telling has a plan of its own: two tellings of one plan by the composer are near-duplicates.
        writeStoryInput.parse({ ...about, seed: (about.seed + Math.imul(variant, 0x9e3779b1)) >>> 0, mode: 'checked', trace: true }),
        {
          writer: writer && { ...writer, client: decodedWith(writer.client, decoding) },
          signal,
          onPlan: (whole) => (plan = whole),
          onEvent: (event) => {
            if (event.kind !== 'beat') return;
            heard += `${heard && ' '}${event.sentences.map(({ text }) => text).join(' ')}`;
            onText?.(heard);
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
        settings: { seed: story.seed, ...(writer ? { ...decoding, tries, composerShare: composed } : {}) },
      };
    },
  };
}

function decodedWith(client: StoryWriter['client'], decoding: { readonly temperature: number; readonly topP: number }): StoryWriter['client'] {
  return {
    generate: (input, onText, options) => client.generate({ ...input, ...decoding }, onText, options),
    candidates: (input, options) => client.candidates({ ...input, ...decoding, count: tries }, options),
    score: (texts, options) => client.score(texts, options),
  };
}
