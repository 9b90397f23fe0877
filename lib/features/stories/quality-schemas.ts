import { z } from 'zod';
import { genres } from '@/lib/vocabulary/genres';

/** What a run of the quality estimator can be told. */
export const qualityRunConfig = z.object({
  passages: z.coerce
    .number()
    .int()
    .min(24)
    .max(400)
    .default(120)
    .describe('Passages of the text at most; each is read in several damaged forms'),
  heldOut: z.coerce.number().min(0.2).max(0.4).default(0.25).describe('The part of them that is kept apart to measure on'),
});
export type QualityRunConfig = z.output<typeof qualityRunConfig>;

export const scoreStoryInput = z.object({
  text: z.string().trim().min(1, 'Give the text to score').max(20_000, 'Use at most 20,000 characters').describe('The story'),
  genre: z.enum(genres).optional().describe('What it was asked to be; not judged unless said'),
  prompt: z.string().trim().max(2_000).optional().describe('What it was asked to be about; not judged unless said'),
});
export type ScoreStoryInput = z.output<typeof scoreStoryInput>;

export const storyScoreSchema = z.object({
  /** 0–10. */
  score: z.number(),
  /** That none of the faults is there, a damaged text being as likely as a whole one. */
  probability: z.number(),
  /** Ten and all points below make the score. */
  parts: z.array(
    z.object({
      fault: z.string(),
      label: z.string(),
      /** Zero or below. */
      points: z.number(),
      probability: z.number(),
      /** What speaks for the fault, the strongest first. */
      signs: z.array(
        z.object({
          feature: z.string(),
          label: z.string(),
          value: z.number(),
          /** Nineteen of twenty human passages lie above the first and below the second. */
          usual: z.tuple([z.number(), z.number()]),
          /** In log-odds against a usual human passage. */
          evidence: z.number(),
        }),
      ),
    }),
  ),
  words: z.int(),
  sentences: z.int(),
  /** What makes the score less certain. */
  notes: z.array(z.string()),
  model: z.object({ name: z.string(), version: z.string() }),
  /** The writer whose likelihoods were used. */
  writer: z.object({ name: z.string(), version: z.string() }),
});
export type StoryScore = z.output<typeof storyScoreSchema>;
