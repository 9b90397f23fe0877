import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '@/lib/core/paths';
import { beats, type Beat } from './beats';
import { contentLines } from './content-lines';

/** The ten style modifiers; "plain" is none of them. */
export const styleModifiers = [
  'terse',
  'lyrical',
  'humorous',
  'suspenseful',
  'dialogue',
  'first_person',
  'present_tense',
  'letter',
  'storyteller',
  'introspective',
] as const;
export const styleIds = ['plain', ...styleModifiers] as const;
export type StyleId = (typeof styleIds)[number];

/** How a style changes the text: who tells it and when, which variants it prefers, what it adds, and whether it cuts. */
export interface Style {
  readonly id: StyleId;
  readonly label: string;
  /** What a reader will notice. */
  readonly promise: string;
  readonly person: 'first' | 'third';
  readonly tense: 'past' | 'present';
  /** Which inline alternatives and which candidates win. */
  readonly length: 'short' | 'any' | 'long';
  /** Multiplies the chance of a variant with this tag. */
  readonly prefer: Readonly<Record<string, number>>;
  /** Whether joined main clauses become sentences of their own. */
  readonly split: boolean;
  /** How many added lines a story gets, each after another beat. */
  readonly additionCount: number;
  readonly additions: Readonly<Partial<Record<Beat, readonly string[]>>>;
  readonly open: readonly string[];
  readonly close: readonly string[];
}

const styleSchema = z.strictObject({
  label: z.string(),
  promise: z.string(),
  person: z.enum(['first', 'third']).default('third'),
  tense: z.enum(['past', 'present']).default('past'),
  length: z.enum(['short', 'any', 'long']).default('any'),
  prefer: z.record(z.string(), z.number().positive()).default({}),
  split: z.boolean().default(false),
  add: z.number().int().min(0).default(0),
  additions: z.partialRecord(z.enum(beats), z.string()).default({}),
  open: z.string().default(''),
  close: z.string().default(''),
});
const fileSchema = z.strictObject({ styles: z.record(z.enum(styleIds), styleSchema) });

const loaded = new Map<string, Readonly<Record<StyleId, Style>>>();

/** Reads `styles.yaml` of the prompts folder, once per folder. Throws when the file breaks its schema. */
export function loadStyles(folder: string = projectPath('content', 'prompts')): Readonly<Record<StyleId, Style>> {
  const known = loaded.get(folder);
  if (known) return known;
  const { styles } = fileSchema.parse(parse(readFileSync(path.join(folder, 'styles.yaml'), 'utf8')));
  const entries = styleIds.map((id): [StyleId, Style] => {
    const { add, additions, open, close, ...rest } = styles[id];
    const lines = Object.entries(additions).map(([beat, block]) => [beat, contentLines(block ?? '')]);
    return [
      id,
      { id, ...rest, additionCount: add, additions: Object.fromEntries(lines), open: contentLines(open), close: contentLines(close) },
    ];
  });
  const result = Object.fromEntries(entries) as Record<StyleId, Style>;
  loaded.set(folder, result);
  return result;
}

const clauseStart =
  '\\{(?:N|they|A|foe|obj|the_obj|a_they|f_they|clue|the_clue|place)\\}|(?:the|a|an|no|it|there|every|nobody|everyone|nothing|something|somebody|someone|one|each|all|that|this)\\b';
const joint = new RegExp(`(?:, (?:and|but|so) |; (?:and |but )?)(?=${clauseStart})`, 'g');

/**
 * Cuts joined main clauses of flat markup into sentences: "The door [open], and {they} [step@] in." becomes two.
 * Cuts only outside speech and where both sides hold a verb of the narration.
 */
export function splitClauses(flat: string): string {
  let cut = '';
  let from = 0;
  for (const match of flat.matchAll(joint)) {
    const before = cut + flat.slice(from, match.index);
    const after = flat.slice(match.index + match[0].length);
    if ((before.match(/"/g)?.length ?? 0) % 2 === 1) continue;
    const left = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('? '), before.lastIndexOf('! ')) + 1);
    const right = /^[^.,;!?"]*/.exec(after)?.[0] ?? '';
    if (
      !left.includes('[') ||
      !right.includes('[') ||
      /^\W*(?:when|while|if|because|until|after|before|once|by the time|as|where|whether)\b/i.test(left)
    )
      continue;
    if (/\b(?:that|whether|where|what|how|because|if|so|who|which|until|when|as if|as though)\b/i.test(left)) continue;
    cut = `${before}. `;
    from = match.index + match[0].length;
  }
  return cut + flat.slice(from);
}
