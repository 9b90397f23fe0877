import { z } from 'zod';

/** What every file of integers is: little-endian int32, one after another. */
const int32File = z.string().min(1);

const decoderConfig = z.object({
  vocabulary: z.int().min(2),
  width: z.int().min(8),
  layers: z.int().min(1),
  heads: z.int().min(1),
  keyValueHeads: z.int().min(1),
  feedForward: z.int().min(8),
  context: z.int().min(8),
  ropeBase: z.number().positive(),
  epsilon: z.number().positive(),
});

const encoderConfig = z.object({
  vocabulary: z.int().min(2),
  width: z.int().min(8),
  /** Without any it is a bag of words: a cheap start for one with layers. */
  layers: z.int().min(0),
  heads: z.int().min(1),
  feedForward: z.int().min(8),
  context: z.int().min(8),
  segments: z.int().min(1),
  activation: z.enum(['gelu', 'relu']),
  epsilon: z.number().positive(),
});

/** Low-rank adapters (see lib/ml/nets/lora). */
const adapterConfig = z.object({
  rank: z.int().min(1).max(256),
  alpha: z.number().positive(),
  targets: z.array(z.string().min(1)).min(1),
});

export const networkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('decoder'), config: decoderConfig }),
  /** The weights of `warmStart` stay as they are, adapters beside them learn: checkpoints hold these alone. */
  z.object({ kind: z.literal('adapted-decoder'), config: decoderConfig, adapter: adapterConfig }),
  z.object({ kind: z.literal('masked-language-model'), config: encoderConfig }),
  z.object({ kind: z.literal('contrastive'), config: encoderConfig, temperature: z.number().positive() }),
]);
export type NetworkSpec = z.output<typeof networkSchema>;

/** Lengths that texts are padded to, rising; each compiles a graph of its own. */
const lengths = z.array(z.int().min(2)).min(1);
const files = { train: int32File, heldOut: int32File.optional() };

export const dataSchema = z.discriminatedUnion('kind', [
  /** One long row of tokens, cut into windows. */
  z.object({ kind: z.literal('windows'), ...files, time: z.int().min(2) }),
  /** Texts of their own (see packTexts), of which a beginning may be given and is not learned. */
  z.object({ kind: z.literal('rows'), ...files, lengths, padToken: z.int() }),
  /** Texts for masked-language modelling. */
  z.object({ kind: z.literal('masked'), ...files, lengths, padToken: z.int(), maskToken: z.int(), firstOrdinary: z.int() }),
  /** Groups of texts (see packGroups): the anchor, its counterpart, then hard negatives. */
  z.object({
    kind: z.literal('pairs'),
    ...files,
    anchorLength: z.int().min(2),
    candidateLength: z.int().min(2),
    negatives: z.int().min(0),
    /** Neighbouring groups of the file that stay in one batch; divides the batch. */
    together: z.int().min(1).default(1),
    padToken: z.int(),
  }),
]);
export type DataSpec = z.output<typeof dataSchema>;

export const scheduleSchema = z.object({
  shape: z.enum(['constant', 'linear', 'cosine']),
  peak: z.number().positive(),
  warmup: z.int().min(0).optional(),
  floor: z.number().min(0).max(1).optional(),
  /** Updates that the schedule reckons with; the training's own unless said. More of them end a training before its rate is low. */
  total: z.int().min(1).optional(),
});

/** All that a training is: with the same files and seed it gives the same weights. */
export const trainingSpecSchema = z.object({
  network: networkSchema,
  data: dataSchema,
  batch: z.int().min(1),
  accumulate: z.int().min(1).default(1),
  /** Updates in all. */
  steps: z.int().min(1),
  schedule: scheduleSchema,
  weightDecay: z.number().min(0).default(0.01),
  beta2: z.number().min(0).max(1).default(0.999),
  clipNorm: z.number().positive().default(1),
  seed: z.int().min(0).max(0xffffffff),
  /** Updates between two looks at the held-out data, of which at most `evaluationBatches` batches are used. */
  evaluateEvery: z.int().min(1).default(200),
  evaluationBatches: z.int().min(1).default(20),
  /** Seconds between two checkpoints. */
  checkpointSeconds: z.number().positive().default(60),
  /** Stop after so many looks without a better held-out loss. */
  patience: z.int().min(1).optional(),
  /** Of a decoder: what it writes at every look at the held-out data, to be shown. Changes nothing about the training. */
  sample: z
    .object({
      prompt: z.array(z.int().min(0)).min(1),
      tokens: z.int().min(1).max(512),
      temperature: z.number().min(0).max(2).default(0.8),
      /** Ends the text. */
      endToken: z.int().optional(),
    })
    .optional(),
  /** Weights to start from instead of fresh ones; the optimizer's memory and the data's order begin anew. */
  warmStart: z.string().optional(),
  /** Look at what it starts from, too, and leave that where nothing becomes better. */
  keepStart: z.boolean().optional(),
  /** Folder for checkpoint and artifact; made where missing. A checkpoint in it is continued. */
  out: z.string().min(1),
  threads: z.int().min(1).default(2),
  /** Bytes of memory that the run may be estimated to take; three quarters of the machine's unless said. */
  memoryLimit: z.number().positive().optional(),
});
export type TrainingSpec = z.output<typeof trainingSpecSchema>;

/** One line of JSON on the child's standard output. */
export const trainingEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('started'), step: z.int(), parameters: z.int(), estimatedBytes: z.number(), resumed: z.boolean() }),
  z.object({
    event: z.literal('step'),
    step: z.int(),
    steps: z.int(),
    loss: z.number(),
    learningRate: z.number(),
    gradientNorm: z.number(),
    /** Tokens or examples a second since the last line. */
    perSecond: z.number(),
    secondsLeft: z.number(),
  }),
  z.object({ event: z.literal('evaluation'), step: z.int(), loss: z.number(), best: z.boolean() }),
  z.object({ event: z.literal('sample'), step: z.int(), tokens: z.array(z.int()) }),
  z.object({ event: z.literal('checkpoint'), step: z.int() }),
  z.object({ event: z.literal('paused'), step: z.int() }),
  z.object({ event: z.literal('resumed'), step: z.int() }),
  z.object({ event: z.literal('stopped'), step: z.int() }),
  z.object({
    event: z.literal('done'),
    step: z.int(),
    /** Adapters are merged into them. */
    weights: z.string(),
    /** The adapters alone, where the network has some. */
    adapter: z.string().optional(),
    /** Of `weights`, over names and values. */
    sha256: z.string(),
    heldOutLoss: z.number().nullable(),
    seconds: z.number(),
    /** Of processor time, over all processes of the run. */
    cpuSeconds: z.number(),
  }),
  z.object({ event: z.literal('failed'), code: z.string(), message: z.string(), step: z.int().nullable() }),
]);
export type TrainingEvent = z.output<typeof trainingEventSchema>;

/** Lines on the child's standard input. `stop` leaves a checkpoint from which the run can go on. */
export const trainingCommands = ['pause', 'resume', 'stop'] as const;
export type TrainingCommand = (typeof trainingCommands)[number];
