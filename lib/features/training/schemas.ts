import { z } from 'zod';

/** What a run of the writer can be told. */
export const writerRunConfig = z.object({
  from: z
    .enum(['model', 'scratch'])
    .default('model')
    .describe(
      'model: go on from a writer, the one that comes with Loam unless another is named; scratch: make a new one from the text alone',
    ),
  epochs: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('How often the text is read at most; 3 from scratch, 12 from a model, where it ends when that helps no more'),
  learningRate: z.coerce.number().gt(0).max(0.1).optional().describe('How large the steps are; chosen unless said'),
  rank: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(8)
    .describe('From a model: how much can be learned beside its weights, which stay (LoRA)'),
  minutes: z.coerce.number().min(0.1).max(600).default(3).describe('About how long the training may take'),
  heldOut: z.coerce.number().min(0.05).max(0.4).default(0.2).describe('The part of the text that is kept apart to measure on'),
});
export type WriterRunConfig = z.output<typeof writerRunConfig>;

/** What a run of the embedder can be told. */
export const embedderRunConfig = z.object({
  epochs: z.coerce
    .number()
    .int()
    .min(1)
    .max(50)
    .default(6)
    .describe('How often the questions are read at most; it ends when that helps no more'),
  learningRate: z.coerce.number().gt(0).max(0.01).default(1e-4).describe('How large the steps are: large ones forget what was known'),
  heldOut: z.coerce.number().min(0.05).max(0.4).default(0.2).describe('The part of the text that is kept apart to measure on'),
});
export type EmbedderRunConfig = z.output<typeof embedderRunConfig>;
