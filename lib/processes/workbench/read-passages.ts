import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { Rng } from '@/lib/core/rng';
import { findLeaks, splitByGroup, splitText } from '@/lib/ml/eval';
import type { TaskOf, passageSchema as schema } from './protocol';
import { passageSchema } from './protocol';
import { readText } from './read-text';

/** A stretch of text with what stands before it and how often it counts. */
export interface DataPassage extends z.output<typeof schema> {
  /** Paragraphs in it. */
  readonly lines: number;
}

export interface DividedPassages {
  readonly train: readonly DataPassage[];
  readonly validation: readonly DataPassage[];
  readonly heldOut: readonly DataPassage[];
  readonly leaksRemoved: number;
  readonly inputSha256: string;
  readonly characters: number;
}

/** Below this nothing can be held out that would tell anything. */
const fewestPassages = 10;
/** A writer that is made anew needs many; one that goes on from what it knows reads longer ones. */
const passagesWanted = { anew: 150, further: 60 } as const;

/** Reads a text or passages and divides them, before anything is learned. @throws LoamError for what cannot be read or divided */
export async function readPassages({ input, tokenizer, heldOut, validation }: TaskOf<'writer-data'>, rng: Rng): Promise<DividedPassages> {
  const lines = await linesOfJson(input);
  if (lines) return divide(parsePassages(lines), { heldOut, validation }, rng);
  const text = await readText(input);
  const parts = splitText(text, rng, {
    heldOut,
    validation,
    passages: tokenizer === undefined ? passagesWanted.anew : passagesWanted.further,
  });
  const counted = (part: typeof parts.train): DataPassage[] => part.map((passage) => ({ ...passage, weight: 1 }));
  return {
    train: counted(parts.train),
    validation: counted(parts.validation),
    heldOut: counted(parts.heldOut),
    leaksRemoved: parts.leaksRemoved,
    inputSha256: sha256(text),
    characters: text.length,
  };
}

/** The lines of a file that begins with an object in JSON; undefined for any other, which is a text or is refused as one. */
async function linesOfJson(file: string): Promise<string[] | undefined> {
  const content = await readFile(file, 'utf8').catch(() => '');
  const lines = content.split('\n');
  try {
    const first: unknown = JSON.parse(lines.find((line) => line.trim() !== '') ?? '');
    return typeof first === 'object' && first !== null && 'text' in first ? lines : undefined;
  } catch {
    return undefined;
  }
}

function parsePassages(lines: readonly string[]): DataPassage[] {
  const seen = new Set<string>();
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      const passage = passageSchema.parse(JSON.parse(line));
      if (seen.has(passage.text)) return [];
      seen.add(passage.text);
      return [{ ...passage, lines: passage.text.split(/\n+/).length }];
    } catch (cause) {
      throw new LoamError('unprocessable', `Line ${at + 1} of the passages is none: it must be JSON with a text.`, { cause });
    }
  });
}

function divide(passages: readonly DataPassage[], share: { heldOut: number; validation: number }, rng: Rng): DividedPassages {
  if (passages.length < fewestPassages) {
    const missing = fewestPassages - passages.length;
    throw new LoamError('unprocessable', `There are ${passages.length} passages; ${missing} more are needed to learn and to measure.`, {
      extra: { found: passages.length, needed: fewestPassages, missing },
    });
  }
  const numbered = passages.map((passage, index) => ({ passage, group: passage.group ?? `passage ${index}` }));
  const shares = { train: 1 - share.heldOut - share.validation, validation: share.validation, heldOut: share.heldOut };
  const parts = splitByGroup(numbered, ({ group }) => group, shares, rng);
  const [train, validation, heldOut] = [parts.train, parts.validation, parts.heldOut].map((part) => part.map(({ passage }) => passage));
  if (validation.length === 0 || heldOut.length < 2) {
    throw new LoamError('unprocessable', 'The passages stand in too few groups: nothing is left to measure on. Give more of them.');
  }
  const others = [...validation, ...heldOut].map(({ text }) => text);
  const leaked = new Set(findLeaks(train.map(({ text }) => text), others).map((leak) => leak.train)); // prettier-ignore
  const kept = train.filter((_, i) => !leaked.has(i));
  if (kept.length < fewestPassages / 2) throw new LoamError('unprocessable', 'Most of the passages repeat each other. Give others.');
  return {
    train: kept,
    validation,
    heldOut,
    leaksRemoved: leaked.size,
    inputSha256: sha256(JSON.stringify(passages)),
    characters: passages.reduce((sum, { text }) => sum + text.length, 0),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
