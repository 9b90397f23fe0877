import os from 'node:os';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { plainIssue } from '@/lib/core/plain-issue';
import type { TextOrTokens } from './decoder-model';
import { MemoryBudget } from './memory-budget';
import {
  candidatesSchema,
  countSchema,
  embedSchema,
  generateSchema,
  scoreSchema,
  type Generated,
  type ModelSpec,
  type Precision,
} from './protocol';
import { Role } from './role';

export type GenerateInput = z.input<typeof generateSchema>;
export type CandidatesInput = z.input<typeof candidatesSchema>;
export type ScoreOptions = AskOptions & Omit<z.input<typeof scoreSchema>, 'texts'>;

export interface AskOptions {
  /** Gives the request up; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds from the asking, waiting included, after which the request fails with `timeout`. */
  readonly deadline?: number;
}

/** What a role's model can do. All reject with LoamError; see {@link Inference}. */
export interface ModelClient {
  /** One vector of length one for each text. */
  embed(texts: readonly string[], options?: AskOptions): Promise<Float32Array[]>;
  /** Tokens of each text as the model reads it. */
  count(texts: readonly string[], options?: AskOptions): Promise<number[]>;
  /** Writes on from a prompt; `onText` hears the text as it grows. The same input, seed and precision give the same text. */
  generate(input: GenerateInput, onText?: (text: string) => void, options?: AskOptions): Promise<Generated>;
  /**
   * Several texts from one prompt, which is read once; far faster than one after another. With float32 weights the i-th is what
   * `generate` writes with the seed `seed` + i; int8 rounds the activations of all together, so there it may differ.
   */
  candidates(input: CandidatesInput, options?: AskOptions): Promise<Generated[]>;
  /**
   * Per text, the log-likelihood in nats of each of its tokens that has one before it (a bos token counts as one, and so does
   * what `after` says).
   */
  score(texts: readonly TextOrTokens[], options?: ScoreOptions): Promise<Float32Array[]>;
}

export interface RoleOptions {
  /** A folder with a loam.json: see writeModelFolder. */
  readonly folder: string;
  /** 'int8' unless said: a quarter of the memory, and faster. */
  readonly precision?: Precision;
  readonly threads?: number;
}

export interface InferenceOptions {
  /** Bytes that all models together may hold; a third of the machine's memory, at most 3 GB, unless said. */
  readonly memoryBudget?: number;
  /** Requests that may wait for one role; 32 unless said. */
  readonly queueLength?: number;
  /** Milliseconds unless a request says otherwise; two minutes. */
  readonly deadline?: number;
}

/**
 * Models by role – 'writer', 'embedder' – each in a child process of its own, started when it is first asked. A role does one
 * request at a time; others wait. Errors: `too_many_requests` where too many wait already, `timeout` past the deadline,
 * `unavailable` for the request that was under way when a child ended (the next one starts a new child), `not_found` and
 * `unprocessable` for models that are missing or damaged, or too large for the budget.
 */
export interface Inference {
  /** The client of a role. Another folder or precision than before takes effect with the next request. */
  role(name: string, options: RoleOptions): ModelClient;
  /** The roles whose models are in memory, with their processes and bytes. */
  loaded(): { readonly role: string; readonly pid: number; readonly bytes: number }[];
  /** Ends all children; requests under way are lost. */
  close(): void;
}

/** Bytes that all models together may hold unless said: a third of the machine's memory, at most 3 GB. */
export function usualMemoryBudget(): number {
  return Math.round(Math.min(3e9, os.totalmem() / 3));
}

export function createInference({
  memoryBudget = usualMemoryBudget(),
  queueLength = 32,
  deadline: usualDeadline = 120_000,
}: InferenceOptions = {}): Inference {
  const roles = new Map<string, Role>();
  const budget = new MemoryBudget(memoryBudget, () => [...roles.values()]);

  const client = (role: Role, spec: ModelSpec): ModelClient => ({
    async embed(texts, { signal, deadline = usualDeadline } = {}) {
      const answer = await role.ask({ spec, kind: 'embed', input: parse(embedSchema, { texts }), signal, deadline });
      return answer.kind === 'vectors' ? answer.vectors : unexpected();
    },
    async count(texts, { signal, deadline = usualDeadline } = {}) {
      const answer = await role.ask({ spec, kind: 'count', input: parse(countSchema, { texts }), signal, deadline });
      return answer.kind === 'counts' ? answer.counts : unexpected();
    },
    async generate(input, onText, { signal, deadline = usualDeadline } = {}) {
      const answer = await role.ask({ spec, kind: 'generate', input: parse(generateSchema, input), onText, signal, deadline });
      return answer.kind === 'generated' ? answer.generated : unexpected();
    },
    async candidates(input, { signal, deadline = usualDeadline } = {}) {
      const answer = await role.ask({ spec, kind: 'candidates', input: parse(candidatesSchema, input), signal, deadline });
      return answer.kind === 'candidates' ? answer.candidates : unexpected();
    },
    async score(texts, { signal, deadline = usualDeadline, ...about } = {}) {
      const answer = await role.ask({ spec, kind: 'score', input: parse(scoreSchema, { texts, ...about }), signal, deadline });
      return answer.kind === 'vectors' ? answer.vectors : unexpected();
    },
  });

  return {
    role(name, { folder, precision = 'int8', threads = 2 }) {
      let role = roles.get(name);
      if (!role) roles.set(name, (role = new Role(queueLength, budget)));
      return client(role, { folder, precision, threads });
    },
    loaded: () =>
      [...roles].flatMap(([name, { process }]) => (process?.alive ? [{ role: name, pid: process.pid, bytes: process.bytes }] : [])),
    close() {
      for (const role of roles.values()) role.close();
      roles.clear();
    },
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
  throw new LoamError('invalid_input', Object.entries(fields).map(([field, message]) => `${field}: ${message}`).join('; '), { fields }); // prettier-ignore
}

function unexpected(): never {
  throw new Error('the model process answered with something else than it was asked for');
}
