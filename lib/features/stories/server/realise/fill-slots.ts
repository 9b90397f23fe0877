import { articleFor, type NounPhrase } from '../composer/noun-phrase';
import type { StorySentence } from '../../schemas';
import { checkNames } from './check-names';
import { escaped, mentions } from './phrases';
import { sentencesOf, type Fault, type Situation } from './situation';

/** More foreign names and things than that are a story of their own. */
const mostForeign = 4;

/** A sentence of a text, and what was put into it. */
export type FilledSentence = Pick<StorySentence, 'text' | 'putIn'>;

/**
 * Puts the plan's people and things in the places of foreign ones that a text speaks of instead, each wherever it stands: the protagonist or the
 * companion for a stranger, the plan's object for another. Undefined where nothing is foreign, or where the plan's own is there already.
 */
export function fillSlots(text: string, situation: Situation): FilledSentence[] | undefined {
  let filled = sentencesOf(text).map((sentence): FilledSentence => ({ text: sentence, putIn: [] }));
  for (let n = 0; n <= mostForeign; n++) {
    const whole = textOf(filled);
    const foreign = checkNames(whole, situation).find((fault) => fault.foreign)?.foreign;
    if (!foreign) return n === 0 ? undefined : filled;
    const replacement = replacementFor(foreign, whole, situation);
    if (!replacement) return undefined;
    filled = filled.map((sentence) => replaced(sentence, replacement));
  }
  return undefined;
}

/** Sentences as the text that they make. */
export function textOf(sentences: readonly { readonly text: string }[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

interface Replacement {
  readonly pattern: RegExp;
  /** What stands for what was found. */
  readonly words: (found: string) => string;
}

function replaced({ text, putIn }: FilledSentence, { pattern, words }: Replacement): FilledSentence {
  const added = (text.match(pattern) ?? []).map((insteadOf) => ({ words: words(insteadOf), insteadOf }));
  return { text: text.replace(pattern, words), putIn: [...putIn, ...added] };
}

/** What takes a foreign name's or thing's place; undefined where the text has it already. */
function replacementFor(
  { text: foreign, kind }: NonNullable<Fault['foreign']>,
  whole: string,
  { plan, style, keep, before }: Situation,
): Replacement | undefined {
  if (kind === 'person') {
    const { hero, ally } = plan;
    const heroIsFree = style.person === 'third' && !mentions(whole, hero.name);
    const allyIsFree = (keep.includes('ally') || mentions(before, ally.name)) && !mentions(whole, ally.name);
    if (!heroIsFree && !allyIsFree) return undefined;
    return { pattern: new RegExp(wholeWord(foreign), 'gu'), words: () => (heroIsFree ? hero.name : ally.name) };
  }
  // A place would need its own preposition.
  if (kind === 'place' || mentions(whole, plan[kind].noun)) return undefined;
  const pattern = new RegExp(`(?:(?<![\\p{L}])(?:an?|the) )?${wholeWord(foreign)}`, 'giu');
  return { pattern, words: (found) => withPlansArticle(/^(?:an?|the)(?= )/i.exec(found)?.[0], plan[kind]) };
}

function wholeWord(words: string): string {
  return `(?<![\\p{L}])${escaped(words)}(?![\\p{L}])`;
}

function withPlansArticle(article: string | undefined, { noun, article: own }: NounPhrase): string {
  if (article === undefined || own === 'none') return noun;
  const lower = article.toLowerCase() === 'the' || own === 'the' ? 'the' : articleFor(noun);
  return `${article[0] === article[0].toUpperCase() ? lower[0].toUpperCase() + lower.slice(1) : lower} ${noun}`;
}
