import type { z } from 'zod';

/** Where a command writes. Standard output carries the result alone, so that programs can read it. */
export interface Output {
  print(text: string): void;
  note(text: string): void;
  /** Text as it comes, without a line's end: nothing with `--json`, where the result tells it. */
  stream(text: string): void;
}

/** A command of `loam`, made from an operation's contract or written for itself. */
export interface LoamCommand {
  readonly words: readonly string[];
  readonly summary: string;
  /** An object schema: its fields are the flags and positional arguments. */
  readonly input: z.ZodType;
  readonly positional?: readonly string[];
  /** What follows the usage in `--help`. */
  readonly details?: string;
  /** Does the work. What it returns is printed, as JSON with `--json`, otherwise by `show`. */
  run(input: unknown, output: Output): Promise<unknown>;
  /** The result in words; JSON where absent. */
  show?(result: unknown): string;
}
