import type { Rng } from '@/lib/core/rng';
import { paragraphEnds } from '@/lib/vocabulary/stories';
import { beats, type Beat, type SlotName } from './beats';
import { loadStoryContent, type StoryContent, type Thread, type Variant, type Want } from './content';
import {
  alternativeChooser,
  beginNarration,
  expandMacros,
  renderMarkup,
  resolveAlternatives,
  type MacroKey,
  type Narration,
} from './markup';
import type { StoryPlan } from './plan';
import { splitSentences } from './sentences';
import { dropComparisons, loadStyles, splitClauses, type Style, type StyleId } from './styles';

export interface ComposedSentence {
  readonly beat: Beat;
  readonly text: string;
  /** The variant of the content it was made from; lines added by a style are named `style.<id>.<beat>`. */
  readonly variantId: string;
}

export interface ComposedBeat {
  readonly beat: Beat;
  readonly text: string;
  /** The slots that this beat's text mentions. */
  readonly keep: readonly SlotName[];
}

export interface ComposedStory {
  readonly sentences: readonly ComposedSentence[];
  readonly beats: readonly ComposedBeat[];
  /** The whole story, in paragraphs separated by a blank line. */
  readonly text: string;
}

export interface ComposeOptions {
  readonly content?: StoryContent;
  readonly styles?: Readonly<Record<StyleId, Style>>;
}

/** Candidates drawn for a beat, of which the one that fits the story so far best is told. */
const candidates = { short: 7, any: 6, long: 8 } as const;
/** Chance of a shared variant against one of the genre's own. */
const sharedWeight = 0.25;
/** Cost of a word beyond the shorter half of a beat's variants, so that stories do not grow; short styles pay for every word, long ones are paid. */
const wordCost = { short: 0.35, any: 0.25, long: -0.3 } as const;

/**
 * Realises a plan as a story of seven beats. Pure: the same plan, generator state and content give the same text.
 * Throws RangeError when the plan names a want or thread that the content lacks.
 */
export function composeStory(plan: StoryPlan, rng: Rng, options: ComposeOptions = {}): ComposedStory {
  const content = (options.content ?? loadStoryContent()).genres[plan.genre];
  const style = (options.styles ?? loadStyles())[plan.style];
  const want = found(
    content.wants.find(({ id }) => id === plan.want.id),
    plan.want.id,
  );
  const thread = found(
    [...content.threads, ...content.sharedThreads].find(({ id }) => id === plan.thread),
    plan.thread,
  );
  const narration = beginNarration(plan, style.person, style.tense);
  const write = markupWriter(style, macrosOf(plan, want, thread, rng), rng, narration);
  const additions = chooseAdditions(style, rng);
  const told: { words: Set<string>; openings: string[]; placeMentions: number } = { words: new Set(), openings: [], placeMentions: 0 };
  const sentences: ComposedSentence[] = [];
  const parts: ComposedBeat[] = [];

  for (const beat of beats) {
    narration.used = new Set();
    const variant = chooseVariant(content.variants[beat], beat);
    const pieces: { text: string; variantId: string }[] = [];
    if (beat === 'setting' && style.open.length > 0)
      pieces.push({ text: write(rng.pick(style.open)), variantId: `style.${style.id}.open` });
    pieces.push({ text: write(beat === 'character' ? `${variant.template} {plant}` : variant.template), variantId: variant.id });
    const addition = additions.get(beat);
    if (addition) pieces.push({ text: write(addition), variantId: `style.${style.id}.${beat}` });
    if (beat === 'ending' && style.close.length > 0)
      pieces.push({ text: write(rng.pick(style.close)), variantId: `style.${style.id}.close` });
    for (const piece of pieces) {
      for (const text of splitSentences(piece.text)) sentences.push({ beat, text, variantId: piece.variantId });
    }
    told.openings.push(firstWord(pieces[0].text));
    for (const word of variant.marks) told.words.add(word);
    if (narration.used.has('place')) told.placeMentions += 1;
    parts.push({ beat, text: pieces.map(({ text }) => text).join(' '), keep: [...narration.used] });
  }
  return { sentences, beats: parts, text: storyText(parts) };

  function chooseVariant(all: readonly Variant[], beat: Beat): Variant {
    let pool = all.filter(({ tags }) => fits(tags, plan, style, thread));
    for (const pattern of wishes(beat)) {
      const fulfilling = pool.filter(({ template }) => pattern.test(template));
      if (fulfilling.length > 0) pool = fulfilling;
    }
    const drawn: Variant[] = [];
    while (drawn.length < candidates[style.length] && drawn.length < pool.length) {
      drawn.push(
        drawWeighted(
          pool.filter((variant) => !drawn.includes(variant)),
          style,
          rng,
        ),
      );
    }
    const cost = drawn.map(misfit);
    return drawn[cost.indexOf(Math.min(...cost))];
  }

  /** What the chosen variant should mention, where one does: the place twice, and all that the prompt named. */
  function wishes(beat: Beat): RegExp[] {
    const asked = (slot: SlotName): boolean => plan.fromPrompt.includes(slot);
    if (beat === 'setting') return [...(asked('time') ? [/\{time\}/i] : []), ...(asked('weather') ? [/\{weather_clause\}/i] : [])];
    if (beat === 'ending' && told.placeMentions < 2) return [/\{(?:in_)?place\}/i];
    const late = beat === 'complication' || beat === 'turn';
    return late && asked('ally') && !narration.introduced.has('ally') ? [/\{As?\}/] : [];
  }

  function misfit({ beat, template, tags, words, marks }: Variant): number {
    const repeated = [...marks].filter((word) => told.words.has(word)).length;
    const sameOpening = told.openings
      .slice(-2)
      .includes(firstWord(template.replace(/^\{(?:N|A)\}/, narration.person === 'first' ? 'I' : '$&')));
    const length = (style.length === 'any' ? Math.max(0, words - content.typicalWords[beat]) : words) * wordCost[style.length];
    const preferred = [...tags].reduce((sum, tag) => sum + Math.log(style.prefer[tag] ?? 1), 0);
    return repeated * 1.5 + (sameOpening ? 2 : 0) + length - preferred + rng.next() * 2.5;
  }
}

/** The beats of a story as paragraphs, separated by a blank line. */
export function storyText(parts: readonly { readonly beat: Beat; readonly text: string }[]): string {
  return parts
    .map(({ beat, text }) => text + (paragraphEnds.has(beat) ? '\n\n' : ' '))
    .join('')
    .trim();
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new RangeError(`the story content has no ${id}`);
  return value;
}

function macrosOf(plan: StoryPlan, want: Want, thread: Thread, rng: Rng): Record<MacroKey, () => string> {
  const pair = rng.int(thread.plants.length);
  return {
    want: () => want.to,
    why: () => want.why,
    done: () => want.done,
    plant: () => thread.plants[pair],
    payoff: () => thread.payoffs[pair],
    weather_clause: () => plan.weather.clause,
  };
}

function markupWriter(style: Style, macros: Record<MacroKey, () => string>, rng: Rng, narration: Narration): (template: string) => string {
  const choose = alternativeChooser(rng, style.length);
  return (template) => {
    if (/\{want\}/i.test(template)) narration.used.add('want');
    if (/\{done\}/i.test(template)) narration.used.add('want');
    if (/\{(?:plant|payoff)\}/i.test(template)) narration.used.add('thread');
    if (/\{weather_clause\}/i.test(template)) narration.used.add('weather');
    const flat = resolveAlternatives(expandMacros(template, macros), choose);
    return renderMarkup(style.split ? splitClauses(dropComparisons(flat)) : flat, narration);
  };
}

function chooseAdditions(style: Style, rng: Rng): Map<Beat, string> {
  const open = beats.filter((beat) => (style.additions[beat]?.length ?? 0) > 0);
  const chosen = new Set(rng.shuffle(open).slice(0, style.additionCount));
  return new Map(open.filter((beat) => chosen.has(beat)).map((beat) => [beat, rng.pick(style.additions[beat] ?? [])]));
}

const conditions = ['seek', 'find', 'first', 'third', 'act', 'mind'] as const;

function fits(tags: ReadonlySet<string>, plan: StoryPlan, style: Style, thread: Thread): boolean {
  if (plan.genre === 'romance' && tags.has('peril')) return false;
  return conditions.every((tag) => !tags.has(tag) || tag === plan.arc || tag === style.person || tag === thread.kind);
}

function drawWeighted(pool: readonly Variant[], style: Style, rng: Rng): Variant {
  const weights = pool.map(({ id, tags }) =>
    [...tags].reduce((weight, tag) => weight * (style.prefer[tag] ?? 1), id.startsWith('shared.') ? sharedWeight : 1),
  );
  let at = rng.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex((weight) => (at -= weight) < 0);
  return pool[index < 0 ? pool.length - 1 : index];
}

function firstWord(text: string): string {
  return /[\p{L}{][\p{L}_}']*/u.exec(text)?.[0].toLowerCase() ?? '';
}
