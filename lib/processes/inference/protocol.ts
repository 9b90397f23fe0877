import { z } from 'zod';

export const precisions = ['float32', 'int8'] as const;
export type Precision = (typeof precisions)[number];

/** Tokens as they are, or a text that the model's tokenizer cuts. */
const textOrTokens = z.union([z.string(), z.custom<Int32Array>((value) => value instanceof Int32Array)]);

export const embedSchema = z.object({ texts: z.array(z.string()) });

export const countSchema = z.object({ texts: z.array(z.string()) });

export const scoreSchema = z.object({
  texts: z.array(textOrTokens),
  /** What stands before each of the texts; it is read once, and not scored itself. */
  after: textOrTokens.optional(),
  /** Whether special tokens written in the texts mean themselves: never for text from people. */
  special: z.boolean().default(false),
});

export const generateSchema = z.object({
  prompt: textOrTokens,
  /** Tokens to write at most. */
  maxTokens: z.int().min(1).max(100_000).default(200),
  /** 0 takes the likeliest token every time. */
  temperature: z.number().min(0).max(10).default(0.8),
  /** Draws among the likeliest tokens that together have this probability (Holtzman et al. 2020). */
  topP: z.number().gt(0).max(1).default(0.95),
  /** Above 1: tokens that stand in the text already become less likely (Keskar et al. 2019). */
  repetitionPenalty: z.number().min(0.1).max(10).default(1),
  /** The text ends before the first of these. */
  stop: z.array(z.string().min(1)).max(16).default([]),
  seed: z.int().min(0).max(0xffffffff).default(0),
  /** Whether special tokens written in the prompt mean themselves: never for text from people. */
  special: z.boolean().default(false),
});

/** Several texts from one prompt, sampled side by side; the i-th has the seed `seed` + i. */
export const candidatesSchema = generateSchema.extend({ count: z.int().min(1).max(32).default(4) });

/** What the client sends, over Node's own channel between parent and child. */
export const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embed'), id: z.int(), input: embedSchema }),
  z.object({ kind: z.literal('count'), id: z.int(), input: countSchema }),
  z.object({ kind: z.literal('score'), id: z.int(), input: scoreSchema }),
  z.object({ kind: z.literal('generate'), id: z.int(), input: generateSchema }),
  z.object({ kind: z.literal('candidates'), id: z.int(), input: candidatesSchema }),
  z.object({ kind: z.literal('cancel'), id: z.int() }),
]);
export type Request = z.output<typeof requestSchema>;

export const finishes = ['stop', 'length'] as const;

export const generatedSchema = z.object({
  text: z.string(),
  /** Tokens written. */
  tokens: z.int(),
  /** `stop`: the model ended, or a stop text came; `length`: all tokens are written. */
  finish: z.enum(finishes),
  /** Natural logarithm of the probability that the model itself – temperature 1, nothing left out – gives to the tokens written. */
  logLikelihood: z.number(),
});
export type Generated = z.output<typeof generatedSchema>;

const vectors = z.array(z.custom<Float32Array>((value) => value instanceof Float32Array));

/** What the child answers: once `ready` or `failed`, then for each request texts as they grow and one end. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('refused'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('text'), id: z.int(), text: z.string() }),
  z.object({ kind: z.literal('vectors'), id: z.int(), vectors, bytes: z.number() }),
  z.object({ kind: z.literal('counts'), id: z.int(), counts: z.array(z.int()), bytes: z.number() }),
  z.object({ kind: z.literal('generated'), id: z.int(), generated: generatedSchema, bytes: z.number() }),
  z.object({ kind: z.literal('candidates'), id: z.int(), candidates: z.array(generatedSchema), bytes: z.number() }),
  z.object({ kind: z.literal('cancelled'), id: z.int(), bytes: z.number() }),
  z.object({ kind: z.literal('failed'), id: z.int(), code: z.string(), message: z.string(), bytes: z.number() }),
]);
export type Answer = z.output<typeof answerSchema>;

/** What a child is started with, as one argument. */
export const modelSpecSchema = z.object({ folder: z.string().min(1), precision: z.enum(precisions), threads: z.int().min(1) });
export type ModelSpec = z.output<typeof modelSpecSchema>;
