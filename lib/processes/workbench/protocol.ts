import { z } from 'zod';
import { networkSchema } from '../trainer/protocol';

/** Where a writer's examples come from: a text, or passages with their weights (see passageSchema), and whose tokenizer cuts them. */
export const writerDataSchema = z.object({
  task: z.literal('writer-data'),
  /** A file: a plain text, or lines of JSON, each a passage. */
  input: z.string(),
  /** A model folder whose tokenizer is used; without it one is learned from the training part and left in `out`. */
  tokenizer: z.string().optional(),
  /** Prose of others, by which one sees what was forgotten: a folder with Markdown, or a text with a blank line between passages. */
  general: z.string().optional(),
  heldOut: z.number().gt(0).lt(0.5),
  validation: z.number().gt(0).lt(0.5),
  seed: z.int(),
  out: z.string(),
});

/** One line of a file of passages. */
export const passageSchema = z.object({
  text: z.string().min(1),
  /** What stands before it, special tokens meaning themselves: read, not learned. */
  prefix: z.string().optional(),
  /** How often it counts in the training. */
  weight: z.int().min(1).max(8).default(1),
  /** Passages of one group are learned from or measured on together. */
  group: z.string().optional(),
});

const aboutSchema = z.object({
  name: z.string(),
  version: z.string(),
  createdAt: z.string().optional(),
  metrics: z.record(z.string(), z.unknown()).optional(),
});

/** The model folder of a trained decoder. */
export const decoderFolderSchema = z.object({
  task: z.literal('decoder-folder'),
  folder: z.string(),
  weights: z.string(),
  network: networkSchema.options[0].shape.config,
  tokens: z.object({ bos: z.int(), eos: z.int(), pad: z.int() }),
  /** Folder with tokenizer.json and tokenizer_config.json. */
  tokenizer: z.string(),
  /** Adapters that are merged into the weights: left beside them, as PEFT reads them. */
  adapter: z.object({ file: z.string(), base: z.string(), config: networkSchema.options[1].shape.adapter }).optional(),
  /** How much of what was learned is taken, from the weights that it was learned on: all of it unless said. */
  strength: z.object({ of: z.number().gt(0).max(1), from: z.string() }).optional(),
  /** Without the float32 graph, weights in 16 bits. */
  compact: z.boolean(),
  card: z.string(),
  about: aboutSchema,
});

/** Where an embedder's questions and answers come from: a text, its headings as lines with # before them where it has some. */
export const embedderDataSchema = z.object({
  task: z.literal('embedder-data'),
  text: z.string(),
  /** A model folder whose tokenizer is used. */
  tokenizer: z.string(),
  /** As for a writer: what must still be found. */
  general: z.string().optional(),
  heldOut: z.number().gt(0).lt(0.5),
  validation: z.number().gt(0).lt(0.5),
  anchorLength: z.int().min(4),
  candidateLength: z.int().min(4),
  seed: z.int(),
  out: z.string(),
});

/** The model folder of a trained sentence encoder. */
export const encoderFolderSchema = z.object({
  task: z.literal('encoder-folder'),
  folder: z.string(),
  weights: z.string(),
  network: networkSchema.options[3].shape.config,
  padToken: z.int(),
  tokenizer: z.string(),
  card: z.string(),
  about: aboutSchema,
});

/** How much this machine multiplies in a second of one processor. */
export const rateSchema = z.object({ task: z.literal('rate'), threads: z.int().min(1) });

export const taskSchema = z.discriminatedUnion('task', [
  writerDataSchema,
  decoderFolderSchema,
  embedderDataSchema,
  encoderFolderSchema,
  rateSchema,
]);
export type Task = z.output<typeof taskSchema>;
export type TaskName = Task['task'];
export type TaskOf<Name extends TaskName> = Extract<Task, { task: Name }>;

/** A passage that is measured on. */
export interface HeldOutPassage {
  /** By its text: the same passage has the same name in another run. */
  readonly id: string;
  readonly text: string;
  readonly prefix?: string;
  /** Its words in any order. */
  readonly shuffled: string;
  readonly bytes: number;
  /** Its tokens by the tokenizer of the data, without those that stand before and after. */
  readonly tokens: readonly number[];
  /** Of a Kneser–Ney bigram model of the training part: the sum of negative log-likelihoods in nats, over the tokens and, then, the end. */
  readonly bigram: readonly [tokens: number, end: number];
}

/** What lies in `held-out.json`. */
export interface HeldOut {
  /**
   * Whether the words of the held-out passages stand in an order that the training part tells something about. Where they do not, a model
   * that counts words would be called better than one that writes.
   */
  readonly ordered: boolean;
  readonly passages: readonly HeldOutPassage[];
  readonly general: readonly { readonly id: string; readonly text: string }[];
  /** Other prose of that kind, by which the strength of what was learned is chosen: what is measured on chooses nothing. */
  readonly chosenBy: readonly { readonly id: string; readonly text: string }[];
}

export interface WriterDataResult {
  /** Over tokens and held-out texts. */
  readonly dataSha256: string;
  /** Of the input as it was read. */
  readonly inputSha256: string;
  readonly vocabulary: number;
  /** Learned from in one epoch, repetitions by weight included. */
  readonly tokens: number;
  /** Rows that they are cut into; only with a tokenizer that was given. */
  readonly rows: number;
  readonly validationRows: number;
  readonly validationTokens: number;
  /** Lengths that rows are padded to. */
  readonly lengths: readonly number[];
  readonly passages: { readonly train: number; readonly validation: number; readonly heldOut: number };
  readonly heldOutLines: number;
  readonly heldOutTokens: number;
  readonly leaksRemoved: number;
  /** See HeldOut. */
  readonly ordered: boolean;
  /** What stands before every passage. */
  readonly start: readonly number[];
  readonly end: number;
}

/** Documents and the questions to which they are the answer. */
export interface SearchSet {
  /** A passage has several windows, each a document. */
  readonly documents: readonly { readonly passage: number; readonly text: string }[];
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly passage: number;
    /** Reciprocal rank of the passage by BM25. */
    readonly bm25: number;
  }[];
}

/** What lies in `search-sets.json`. */
export interface SearchSets {
  readonly own: SearchSet;
  readonly general?: SearchSet;
}

export interface EmbedderDataResult {
  /** Over tokens and search sets. */
  readonly dataSha256: string;
  readonly inputSha256: string;
  readonly pairs: number;
  readonly validationPairs: number;
  readonly passages: { readonly train: number; readonly validation: number; readonly heldOut: number };
  readonly queries: number;
  readonly leaksRemoved: number;
}

export interface TaskResults {
  readonly 'writer-data': WriterDataResult;
  readonly 'decoder-folder': { readonly bytes: number };
  readonly 'embedder-data': EmbedderDataResult;
  readonly 'encoder-folder': { readonly bytes: number };
  readonly rate: { readonly operationsPerCpuSecond: number };
}
