import { z } from 'zod';
import { genres } from '@/lib/vocabulary/genres';
import {
  storyAuthors,
  storyBeats,
  storyModes,
  storySlots,
  storyStyleAliases,
  storyStyles,
  type StoryStyle,
} from '@/lib/vocabulary/stories';

const aliases: Readonly<Record<string, StoryStyle | undefined>> = storyStyleAliases;
const styleWords = [...storyStyles, ...(Object.keys(storyStyleAliases) as (keyof typeof storyStyleAliases)[])] as const;

export const longestPrompt = 500;

export const writeStoryInput = z.object({
  prompt: z
    .string('Write what the story is about')
    .trim()
    .min(1, 'Write what the story is about')
    .max(longestPrompt, `Use at most ${longestPrompt} characters`)
    .refine((prompt) => !/[\p{Cc}<>|{}]/u.test(prompt), 'Leave out line breaks and the signs < > | { }')
    .describe('What the story is about, in a sentence'),
  genre: z.enum(genres).optional().describe('Guessed from the prompt unless said'),
  style: z
    .enum(styleWords)
    .default('plain')
    .transform((style): StoryStyle => aliases[style] ?? (style as StoryStyle))
    .describe('How it is told'),
  mode: z.enum(storyModes).default('checked').describe('checked: the best of several tries a step; single: first words, unchecked'),
  seed: z.coerce.number().int().min(0).max(0xffffffff).optional().describe('The same seed tells the same story'),
  model: z
    .string()
    .regex(/^[\w.-]{1,100}(?:@[\w.-]{1,100})?$/, 'Name a model, such as writer or writer@1')
    .default('writer')
    .describe('Which writer tells it: name or name@version'),
  keep: z.boolean().default(false).describe('Keep it among your stories'),
  memory: z.boolean().default(true).describe('Let what you have stored in your memory come back'),
  trace: z.boolean().default(false).describe('Say what was tried, what was refused and why'),
});
export type WriteStoryInput = z.output<typeof writeStoryInput>;

export const storySentenceSchema = z.object({
  text: z.string(),
  beat: z.enum(storyBeats),
  /** Who put it into words. */
  author: z.enum(storyAuthors),
  /** What code put into a mended sentence, and what the writer had there. */
  putIn: z.array(z.object({ words: z.string(), insteadOf: z.string() })).default([]),
});
export type StorySentence = z.output<typeof storySentenceSchema>;

export const storyPlanSchema = z.object({
  /** What the story keeps: one value a slot. */
  slots: z.record(z.enum(storySlots), z.string()),
  /** The slots that the prompt itself filled. */
  fromPrompt: z.array(z.enum(storySlots)),
  /** What came back from the person's memory, and which slots it filled. */
  memory: z
    .object({ id: z.string(), exampleId: z.string().nullable(), prompt: z.string(), slots: z.array(z.enum(storySlots)) })
    .optional(),
});
export type StoryPlanView = z.output<typeof storyPlanSchema>;

export const faultSchema = z.object({ check: z.string(), detail: z.string() });

export const beatTraceSchema = z.object({
  beat: z.enum(storyBeats),
  /** What the writer was given. */
  prefix: z.string(),
  /** Slots that the text must mention. */
  keep: z.array(z.enum(storySlots)),
  candidates: z.array(
    z.object({
      text: z.string(),
      round: z.int(),
      /** Empty where nothing speaks against it. */
      faults: z.array(faultSchema),
      /** Only of those that were ranked. */
      score: z.number().nullable(),
    }),
  ),
  /** Which candidate was told; null where the composer's beat was. */
  chosen: z.int().nullable(),
  /** Whether the chosen one was changed: the plan's names and things put in the places of foreign ones, sentences left out or added. */
  mended: z.boolean(),
});
export type BeatTrace = z.output<typeof beatTraceSchema>;

const sentenceShareSchema = z.object({ sentences: z.int(), of: z.int(), share: z.number() });

export const storySchema = z.object({
  /** Null unless it is kept. */
  id: z.string().nullable(),
  prompt: z.string(),
  genre: z.enum(genres),
  style: z.enum(storyStyles),
  mode: z.enum(storyModes),
  seed: z.int(),
  text: z.string(),
  sentences: z.array(storySentenceSchema),
  plan: storyPlanSchema,
  /** Sentences that the composer told, of all. */
  fallback: sentenceShareSchema,
  /** Sentences of the writer into which code put names and things of the plan, of all. */
  mended: sentenceShareSchema,
  /** The model that wrote; null where the composer told the whole story. */
  writer: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** Why the writer did not tell all of it, where something stood in its way. */
  note: z.string().nullable(),
  trace: z.array(beatTraceSchema).optional(),
});
export type Story = z.output<typeof storySchema>;

export const keptStorySchema = storySchema.omit({ trace: true }).extend({ id: z.string(), createdAt: z.iso.datetime() });
export type KeptStory = z.output<typeof keptStorySchema>;

export const storySummarySchema = keptStorySchema
  .pick({ id: true, prompt: true, genre: true, style: true, createdAt: true, fallback: true, mended: true })
  .extend({ opening: z.string() });
export type StorySummary = z.output<typeof storySummarySchema>;
