import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call an operation: anyone; a signed-in person whose role is the named one or above.
 * Whose rows they then see is decided by the verb's queries, which are always scoped to an owner.
 */
export type Access = 'anyone' | 'learner' | 'trainer' | 'admin';

/** How the command line offers an operation: `loam <words> [positional] --flags`. */
export interface Command {
  readonly words: readonly string[];
  /** Fields of the input given in order without a flag. */
  readonly positional?: readonly string[];
}

/**
 * One operation of a feature, declared once. The route, the OpenAPI page, the command line and the
 * role × route test are made from it.
 */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  /** Unique, `<feature>.<verb>`. */
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  /** With path parameters in braces, named like the input's fields: `/api/tutorials/{slug}`. */
  readonly path: string;
  readonly access: Access;
  /** What an API token needs to be allowed to do; a token with the scope `*` may do everything. */
  readonly scope?: string;
  /** One flat object: path parameters, then the query (GET, DELETE) or the JSON body. */
  readonly input: Input;
  readonly output: Output;
  /** Status of a success; 200 unless said. */
  readonly status?: 200 | 201 | 202;
  /** The answer is `{jobId}` with 202 where the caller sends `Prefer: respond-async`. */
  readonly async?: boolean;
  /** The answer is a body of this media type instead of JSON. */
  readonly mediaType?: string;
  readonly command?: Command;
  /** A route of an older client: where SEED_ROUTES_REQUIRE_TOKEN is off, whoever comes without a token acts as the demo user. */
  readonly seed?: true;
  /** Calls per minute for one caller; the general limit holds unless said. */
  readonly ratePerMinute?: number;
  /** Largest accepted body in bytes; 1 MiB unless said. */
  readonly maxBodyBytes?: number;
  /** The shape in which errors leave; Loam's own unless said. */
  readonly errors?: 'openai';
  /** An example input, shown in the API page and used for printed curl lines. */
  readonly example?: z.input<Input>;
}

/** Declares an operation, keeping its exact types. */
export function operation<Input extends z.ZodType, Output extends z.ZodType>(declared: Operation<Input, Output>): Operation<Input, Output> {
  return declared;
}

export type InputOf<Op> = Op extends Operation<infer Input, z.ZodType> ? z.output<Input> : never;
export type OutputOf<Op> = Op extends Operation<z.ZodType, infer Output> ? z.output<Output> : never;

/** Names of the path parameters, in order: `/a/{b}/c/{d}` → `['b', 'd']`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
}
