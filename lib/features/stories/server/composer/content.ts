import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '@/lib/core/paths';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import { arcs, beats, pronounSets, type Arc, type Beat, type Pronouns } from './beats';
import { contentLines, contentList } from './content-lines';
import { resolveAlternatives } from './markup';
import { parseNounPhrase, parsePlace, type NounPhrase, type Place } from './noun-phrase';
import type { Foe } from './plan';
import { countWords } from './sentences';

/** One way to tell a beat. */
export interface Variant {
  /** Where it stands: `mystery.turn.07`. */
  readonly id: string;
  readonly beat: Beat;
  readonly template: string;
  /** Written in front of the line as @tag; "talk" is added where there is speech. */
  readonly tags: ReadonlySet<string>;
  /** Its length in words, inserted parts not counted. */
  readonly words: number;
  /** Its words of five letters and more outside the slots: what a reader would notice coming back. */
  readonly marks: ReadonlySet<string>;
}

/** What the protagonist is after, why it matters, and how it ends. All markup. */
export interface Want {
  readonly id: string;
  readonly arc: Arc;
  readonly to: string;
  readonly why: string;
  readonly done: string;
}

/** A detail planted at the beginning and paid off in the turn. */
export interface Thread {
  readonly id: string;
  /** Whether the turn is won by something done or by something understood; turns tagged @act or @mind ask for one of them. */
  readonly kind: 'act' | 'mind';
  readonly plants: readonly string[];
  readonly payoffs: readonly string[];
}

export interface GenreContent {
  readonly variants: Readonly<Record<Beat, readonly Variant[]>>;
  /** Words beyond which a variant of the beat counts as long. */
  readonly typicalWords: Readonly<Record<Beat, number>>;
  readonly wants: readonly Want[];
  readonly threads: readonly Thread[];
  /** Threads that serve every genre. */
  readonly sharedThreads: readonly Thread[];
  readonly roles: readonly string[];
  readonly traits: readonly string[];
  readonly objects: readonly NounPhrase[];
  readonly places: readonly Place[];
  readonly foes: readonly Foe[];
  readonly clues: readonly NounPhrase[];
  readonly times: readonly string[];
  readonly weathers: readonly { readonly noun: string; readonly clause: string }[];
}

export type NameLists = Readonly<Record<Pronouns, readonly string[]>>;

export interface StoryContent {
  /** The genres that the folder has a file for. */
  readonly written: readonly Genre[];
  readonly genres: Readonly<Record<Genre, GenreContent>>;
  /** First names met in training, and those kept back to test binding on names never seen. */
  readonly names: { readonly training: NameLists; readonly heldOut: NameLists };
  readonly kin: Readonly<Record<'she' | 'he', readonly string[]>>;
}

const beatBlocks = z.partialRecord(z.enum(beats), z.string());
const genreSchema = z.strictObject({
  roles: z.string(),
  traits: z.string().default(''),
  objects: z.string(),
  places: z.string(),
  foes: z.strictObject({ she: z.string().default(''), he: z.string().default(''), it: z.string().default('') }),
  clues: z.string(),
  times: z.string().default(''),
  weather: z.string().default(''),
  wants: z.string(),
  threads: z.string(),
  beats: beatBlocks,
});
const sharedSchema = z.strictObject({
  traits: z.string(),
  times: z.string(),
  weather: z.string(),
  kin: z.strictObject({ she: z.string(), he: z.string() }),
  threads: z.string(),
  beats: beatBlocks,
});
const nameLists = z.strictObject({ she: z.string(), he: z.string(), they: z.string() });
const namesSchema = z.strictObject({ training: nameLists, held_out: nameLists });

/** Where in a beat's variants, ordered by length, a variant begins to count as long. */
const typicalShare = 0.4;

const loaded = new Map<string, StoryContent>();

/**
 * Reads the story content of a folder (one file per genre, shared.yaml, names.yaml), once per folder.
 * Throws when a file breaks its schema.
 */
export function loadStoryContent(folder: string = projectPath('content', 'stories')): StoryContent {
  const known = loaded.get(folder);
  if (known) return known;
  const read = (name: string): unknown => parse(readFileSync(path.join(folder, `${name}.yaml`), 'utf8'));
  const shared = sharedSchema.parse(read('shared'));
  const names = namesSchema.parse(read('names'));
  const sharedVariants = readVariants('shared', shared.beats);
  const sharedThreads = readThreads(shared.threads);
  const written = genres.filter((genre) => existsSync(path.join(folder, `${genre}.yaml`)));
  const byGenre = written.map((genre): [Genre, GenreContent] => {
    const file = genreSchema.parse(read(genre));
    const own = readVariants(genre, file.beats);
    const variants = Object.fromEntries(beats.map((beat) => [beat, [...own[beat], ...sharedVariants[beat]]])) as Record<Beat, Variant[]>;
    return [
      genre,
      {
        variants,
        typicalWords: Object.fromEntries(beats.map((beat) => [beat, typicalLength(variants[beat])])) as Record<Beat, number>,
        wants: readWants(genre, file.wants),
        threads: readThreads(file.threads),
        sharedThreads,
        roles: contentList(file.roles),
        traits: [...contentList(file.traits), ...contentList(shared.traits)],
        objects: contentList(file.objects).map(parseNounPhrase),
        places: contentList(file.places).map(parsePlace),
        foes: (['she', 'he', 'it'] as const).flatMap((pronouns) =>
          contentList(file.foes[pronouns]).map((entry): Foe => ({ ...parseNounPhrase(entry), pronouns })),
        ),
        clues: contentList(file.clues).map(parseNounPhrase),
        times: contentList(file.times || shared.times),
        weathers: readWeathers(file.weather || shared.weather),
      },
    ];
  });
  const content: StoryContent = {
    written,
    genres: Object.fromEntries(byGenre) as Record<Genre, GenreContent>,
    names: { training: readNames(names.training), heldOut: readNames(names.held_out) },
    kin: { she: contentList(shared.kin.she), he: contentList(shared.kin.he) },
  };
  loaded.set(folder, content);
  return content;
}

function readNames(lists: Record<Pronouns, string>): NameLists {
  return Object.fromEntries(pronounSets.map((set) => [set, contentList(lists[set])])) as Record<Pronouns, string[]>;
}

function readVariants(source: string, blocks: Partial<Record<Beat, string>>): Record<Beat, Variant[]> {
  const entries = beats.map((beat) => [
    beat,
    contentLines(blocks[beat] ?? '').map((line, i): Variant => {
      const [, marks, template] = /^((?:@\w+ )*)(.*)$/.exec(line) ?? ['', '', line];
      const tags = new Set(
        marks
          .split(' ')
          .filter(Boolean)
          .map((mark) => mark.slice(1)),
      );
      if (template.includes('"')) tags.add('talk');
      const id = `${source}.${beat}.${String(i + 1).padStart(2, '0')}`;
      return { id, beat, template, tags, words: templateWords(template), marks: templateMarks(template) };
    }),
  ]);
  return Object.fromEntries(entries) as Record<Beat, Variant[]>;
}

const common = new Set(
  'about after again against along another around because before behind could every everything first found going little might never nobody nothing other place quite right should something still their there these thing things think those though three through under until wanted where which while whole would'.split(
    ' ',
  ),
);

function templateWords(template: string): number {
  return countWords(resolveAlternatives(template, ([first]) => first));
}

function templateMarks(template: string): Set<string> {
  const plain = template.replace(/\{[^}]*\}/g, ' ').toLowerCase();
  return new Set((plain.match(/\p{L}{5,}/gu) ?? []).filter((word) => !common.has(word)));
}

function typicalLength(variants: readonly Variant[]): number {
  const counts = variants.map(({ words }) => words).sort((a, b) => a - b);
  return counts[Math.floor(counts.length * typicalShare)] ?? 0;
}

function fields(line: string, count: number): string[] {
  const parts = line.split(' // ').map((part) => part.trim());
  if (parts.length !== count) throw new RangeError(`expected ${count} fields separated by " // " in: ${line}`);
  return parts;
}

function readWants(genre: Genre, block: string): Want[] {
  return contentLines(block).map((line, i) => {
    const [arc, to, why, done] = fields(line, 4);
    const known = arcs.find((candidate) => candidate === arc);
    if (!known) throw new RangeError(`a want's arc is one of ${arcs.join(', ')}, not "${arc}"`);
    return { id: `${genre}.want.${String(i + 1).padStart(2, '0')}`, arc: known, to, why, done };
  });
}

function readThreads(block: string): Thread[] {
  const threads = new Map<string, { kind: 'act' | 'mind'; plants: string[]; payoffs: string[] }>();
  for (const line of contentLines(block)) {
    const [label, plant, payoff] = fields(line, 3);
    const id = label.replace(/^mind:/, '');
    const thread = threads.get(id) ?? { kind: label === id ? 'act' : 'mind', plants: [], payoffs: [] };
    thread.plants.push(plant);
    thread.payoffs.push(payoff);
    threads.set(id, thread);
  }
  return [...threads].map(([id, thread]) => ({ id, ...thread }));
}

function readWeathers(block: string): { noun: string; clause: string }[] {
  return contentLines(block).map((line) => {
    const [noun, clause] = fields(line, 2);
    return { noun, clause };
  });
}
