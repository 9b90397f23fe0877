import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '@/lib/core/paths';
import { storyStyles as styleIds, type StoryStyle } from '@/lib/vocabulary/stories';
import { beats, type Beat } from './beats';
import { contentLines } from './content-lines';

export { storyStyleModifiers as styleModifiers, storyStyles as styleIds } from '@/lib/vocabulary/stories';
export type StyleId = StoryStyle;

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

const sharedSubject = /,? (?:and|then|and then) (?=\[\w+@?\])/g;
const colon = /: (?=\{|\w)/g;
/** Openings of clauses that cannot stand alone, and words behind which a second clause may depend on the first verb. */
const dependent =
  /^\W*(?:when|if|while|as|because|until|after|before|once|since|though|by the time)\b|\b(?:that|whether|if|as if|as though|because)\b/i;
const relative = /\b(?:who|which|where|what|how|when|while|until)\b/i;

/**
 * Cuts joined main clauses of flat markup into sentences: "The door [open], and {they} [step@] in." becomes two, and so does
 * "{N} [take@] the rope and [climb@]." with the pronoun for its second subject. Cuts only outside speech, behind a main clause.
 */
export function splitClauses(flat: string): string {
  const finite = (right: string): boolean => right.includes('[');
  const clauses = cutAt(
    cutAt(flat, joint, finite, () => '. '),
    colon,
    finite,
    () => '. ',
  );
  return cutAt(clauses, sharedSubject, finite, subjectSeam);
}

/** How a second verb gets a subject of its own, by the subject that the clause begins with; undefined where that is not clear. */
function subjectSeam(left: string, right: string): string | undefined {
  if (relative.test(left) || /, \[\w+@?\]/.test(left)) return undefined;
  if (/^\[\w+@\]/.test(right)) return '. {They} ';
  const subject = /^["\s]*\{(\w+)\}/.exec(left)?.[1].toLowerCase();
  const pronoun = subject && { foe: '{F_they}', f_they: '{F_they}', a: '{A_they}', a_they: '{A_they}', the_obj: 'It', obj: 'It' }[subject];
  return pronoun ? `. ${pronoun} ` : undefined;
}

/** Takes comparisons off the ends of clauses: "Hail [bounce] off the ground like spilled beads." loses its last three words. */
export function dropComparisons(flat: string): string {
  return flat.replace(
    /([^\s\],]),? (?:like|as if|as though) (?:a|an|the|it|they|someone|somebody|spilled|thrown|gravel|two|cattle|something|one|people|\{)[^.,;:?!"]*(?=[.,;?!])/g,
    (whole, last: string, at: number) =>
      (flat.slice(0, at).match(/"/g)?.length ?? 0) % 2 === 1 || /\b(?:something|look|sound|feel)$/.test(flat.slice(0, at + 1))
        ? whole
        : last,
  );
}

function cutAt(
  flat: string,
  pattern: RegExp,
  complete: (right: string) => boolean,
  seamFor: (left: string, right: string) => string | undefined,
): string {
  let cut = '';
  let from = 0;
  for (const match of flat.matchAll(pattern)) {
    const before = cut + flat.slice(from, match.index);
    if ((before.match(/"/g)?.length ?? 0) % 2 === 1) continue;
    const left = before.slice(Math.max(...['. ', '? ', '! ', '" '].map((end) => before.lastIndexOf(end))) + 1);
    const right = /^[^.,;!?"]*/.exec(flat.slice(match.index + match[0].length))?.[0] ?? '';
    const seam = seamFor(left, right);
    if (seam === undefined || !left.includes('[') || !complete(right) || dependent.test(left)) continue;
    cut = before + seam;
    from = match.index + match[0].length;
  }
  return cut + flat.slice(from);
}
