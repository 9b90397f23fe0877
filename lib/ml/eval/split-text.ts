import { LoamError } from '@/lib/core/errors';
import type { Rng } from '@/lib/core/rng';
import { splitSentences, words } from '@/lib/ml/text';
import { findLeaks } from './leaks';
import { splitByGroup } from './splits';

/** Neighbouring paragraphs of a text, which are learned from or measured on together. */
export interface TextPassage {
  readonly text: string;
  /** Paragraphs in it. */
  readonly lines: number;
}

export interface TextParts {
  readonly train: readonly TextPassage[];
  /** Chooses among the looks of a training: not measured on, for the choice would flatter. */
  readonly validation: readonly TextPassage[];
  readonly heldOut: readonly TextPassage[];
  /** Paragraphs left out of the training because they stand in the other parts, too. */
  readonly leaksRemoved: number;
}

/** Short paragraphs ("Yes," said she.) occur by themselves again and again: the same words there are no leak. */
const fewestWordsOfALeak = 8;
/** Neighbouring paragraphs speak of the same things: whole passages are drawn, long enough that few neighbours are parted. */
const longestPassage = 2_000;

export interface SplitTextOptions {
  /** Held-out part; 0.1 unless said. */
  readonly heldOut?: number;
  /** The part that chooses among looks; 0.05 unless said. */
  readonly validation?: number;
  /** About how many passages there shall be at least: more of them, each shorter. 150 unless said. */
  readonly passages?: number;
}

/**
 * Divides a text into passages and those into parts. What stands in the other parts, word for word or nearly so, is taken out of
 * the training's. The same text and seed give the same parts.
 * @throws LoamError `unprocessable` for a text that cannot be divided
 */
export function splitText(
  text: string,
  rng: Rng,
  { heldOut: share = 0.1, validation: small = 0.05, passages = 150 }: SplitTextOptions = {},
): TextParts {
  const { paragraphs, separator } = paragraphsOf(text);
  const passageLength = Math.min(longestPassage, Math.ceil(text.length / passages));
  const groups: string[][] = [];
  let length = Infinity;
  for (const paragraph of paragraphs) {
    if (length >= passageLength) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)!.push(paragraph);
    length += paragraph.length;
  }
  if (groups.length < 20) {
    throw new LoamError(
      'unprocessable',
      `The text falls into ${groups.length} passages; at least 20 are needed to learn and to measure. Give a longer text.`,
    );
  }
  const parts = splitByGroup(groups.map((lines, index) => ({ lines, index })), ({ index }) => String(index), { train: 1 - share - small, validation: small, heldOut: share }, rng); // prettier-ignore
  const [train, validation, heldOut] = [parts.train, parts.validation, parts.heldOut].map((part) => part.map(({ lines }) => lines));
  const kept = withoutLeaks(train, [...validation, ...heldOut].flat());
  const join = (part: readonly (readonly string[])[]): TextPassage[] =>
    part.filter((lines) => lines.length > 0).map((lines) => ({ text: lines.join(separator), lines: lines.length }));
  const leaksRemoved = train.flat().length - kept.flat().length;
  if (kept.flat().join('').length < text.length / 3) {
    throw new LoamError(
      'unprocessable',
      'Most of the text repeats itself: nothing new would be left to measure on. Give a text without copies.',
    );
  }
  return { train: join(kept), validation: join(validation), heldOut: join(heldOut), leaksRemoved };
}

/** By blank lines; by lines where a text has few of those; by sentences where it has neither. */
function paragraphsOf(text: string): { paragraphs: readonly string[]; separator: string } {
  const enough = 40;
  const nonEmpty = (parts: readonly string[]): string[] => parts.map((part) => part.trim()).filter((part) => part !== '');
  const paragraphs = nonEmpty(text.split(/\n\s*\n/));
  if (paragraphs.length >= enough) return { paragraphs, separator: '\n\n' };
  const lines = nonEmpty(text.split('\n'));
  if (lines.length >= enough) return { paragraphs: lines, separator: '\n' };
  return { paragraphs: nonEmpty(splitSentences(text).map((sentence) => sentence.text)), separator: ' ' };
}

function withoutLeaks(train: readonly (readonly string[])[], others: readonly string[]): string[][] {
  const long = (line: string): boolean => words(line, { shortest: 1 }).length >= fewestWordsOfALeak;
  const candidates = train.flat().filter(long);
  const leaked = new Set(findLeaks(candidates, others.filter(long)).map((leak) => candidates[leak.train]));
  return train.map((lines) => lines.filter((line) => !leaked.has(line)));
}
