import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import type { Interval } from '@/lib/ml/eval';
import type { TrainingKind } from '@/lib/vocabulary/training-kinds';

/** The folders of one run. They lie in the data folder and go with the run. */
export interface RunPlace {
  readonly dataDir: string;
  /** What the person gave, such as `text.txt`; empty for kinds that learn from rows of the database. */
  readonly input: string;
  /** Prepared examples, the checkpoint and the candidate. */
  readonly work: string;
}

/** A model folder in the hub's layout with its manifest. */
export interface ModelReference {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** What preparing found. The examples themselves lie in `work`. */
export interface Prepared {
  /** SHA-256 over the examples as they are trained on, held-out ones included: equal for equal data, config and seed. */
  readonly dataSha256: string;
  /** Numbers for people, such as passages, tokens and duplicates that were left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** Of the training, before it starts; from sizes and a rate measured on this machine, as if it did nothing else meanwhile. */
  readonly estimate: { readonly seconds: number; readonly bytes: number };
}

/** A point of a curve. */
export interface RunMetric {
  readonly step: number;
  readonly steps: number;
  /** Such as loss, heldOutLoss, learningRate, perSecond, accuracy. */
  readonly values: Readonly<Record<string, number>>;
  readonly secondsLeft?: number;
}

export interface RunSurroundings {
  /** For rows of the database; never kept longer than the call. */
  readonly ctx: Ctx;
  readonly place: RunPlace;
  readonly seed: number;
  /** Whether everything else on the machine goes first, as beside a server; true unless said. */
  readonly idle?: boolean;
  /** The model that the run starts from. */
  readonly parent?: ModelReference;
  /** Aborted where the run is to stop: leave a checkpoint, then throw its reason. */
  readonly signal: AbortSignal;
  readonly onMetric: (metric: RunMetric) => void;
  readonly log: (line: string) => void;
  /** What the model makes of a fixed prompt now, for kinds that have something to show. */
  readonly onSample: (sample: { readonly step: number; readonly text: string }) => void;
}

/** What a training left in `work`. */
export interface Trained {
  /** Over names and values of the weights: a replay gives the same. */
  readonly sha256: string;
  readonly steps: number;
  /** Of processor time. */
  readonly cpuSeconds: number;
}

/**
 * What must not suffer for the score, such as prose that the data have nothing to do with. In the score's own measure, the mean over its
 * rows may be worse than that of what would be replaced by this share of it, no more: otherwise a better score promotes nothing.
 */
export interface Guard {
  readonly name: string;
  readonly tolerance: number;
  readonly rows: readonly { readonly id: string; readonly value: number }[];
}

/** How a model does on the run's held-out rows. */
export interface Evaluation {
  /** The number that promotion compares, row by row; the names of rows are equal for the same held-out rows. */
  readonly score: { readonly name: string; readonly higherIsBetter: boolean };
  /** One value a unit that was drawn independently (a passage, a person, a query). */
  readonly rows: readonly { readonly id: string; readonly value: number }[];
  /** The same rows by the simplest thing that could answer: a first model must beat it, where there is none to beat. */
  readonly baseline?: {
    readonly name: string;
    readonly rows: readonly { readonly id: string; readonly value: number }[];
    readonly guards?: readonly Guard[];
  };
  readonly guards?: readonly Guard[];
  /** Means with their intervals, and the baseline beside them. */
  readonly metrics: Readonly<Record<string, Interval>>;
}

/**
 * Something that learns, in five verbs. One engine runs, compares, keeps and serves all kinds; the suite in
 * `testing/kind-contract` holds each to this. Heavy work runs in child processes.
 */
export interface Kind<Config extends z.ZodObject = z.ZodObject, Served = unknown> {
  readonly name: TrainingKind;
  /** One sentence for people. */
  readonly summary: string;
  /** What a run can be told; the schema is the form, too. */
  readonly config: Config;
  /** Where examples come from: a text that the person gives, or rows that are there. */
  readonly data: 'text' | 'rows';
  /** Whether a run can begin from another model; not unless said. */
  readonly parents?: boolean;
  /** Cuts the data into examples, a part of which is held out before anything is learned. Writes them into `place.work`. */
  prepare(config: z.output<Config>, surroundings: RunSurroundings): Promise<Prepared>;
  /** Learns from what was prepared; goes on from a checkpoint in `place.work` where one lies there. */
  train(config: z.output<Config>, surroundings: RunSurroundings): Promise<Trained>;
  /** Writes what was trained as a model folder that others can load, with its card but without metrics. */
  export(
    config: z.output<Config>,
    about: { readonly name: string; readonly version: string; readonly folder: string },
    surroundings: RunSurroundings,
  ): Promise<void>;
  /** Measures any model of this kind on the held-out rows that were prepared. */
  evaluate(folder: string, surroundings: Pick<RunSurroundings, 'ctx' | 'place' | 'seed' | 'signal'>): Promise<Evaluation>;
  /** Loads a model folder once, checking every file, and answers with it until it is closed. */
  serve(folder: string, dataDir: string): Promise<{ readonly answer: Served; close(): void }>;
}
