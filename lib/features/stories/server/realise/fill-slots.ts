import { articleFor, type NounPhrase } from '../composer/noun-phrase';
import { checkNames } from './check-names';
import { escaped, mentions } from './phrases';
import type { Fault, Situation } from './situation';

/** More foreign names and things than that are a story of their own. */
const mostForeign = 4;

/**
 * Puts the plan's people and things in the places of foreign ones that a text speaks of instead, each wherever it stands: the protagonist or the
 * companion for a stranger, the plan's object for another. Undefined where nothing is foreign, or where the plan's own is there already.
 */
export function fillSlots(text: string, situation: Situation): string | undefined {
  let filled = text;
  for (let n = 0; n <= mostForeign; n++) {
    const foreign = checkNames(filled, situation).find((fault) => fault.foreign)?.foreign;
    if (!foreign) return n === 0 ? undefined : filled;
    const next = replaced(filled, foreign, situation);
    if (next === undefined) return undefined;
    filled = next;
  }
  return undefined;
}

function replaced(text: string, { text: foreign, kind }: NonNullable<Fault['foreign']>, situation: Situation): string | undefined {
  const { plan, style, keep, before } = situation;
  if (kind === 'person') {
    const { hero, ally } = plan;
    if (style.person === 'third' && !mentions(text, hero.name)) return text.replace(wholeWord(foreign), hero.name);
    const allyIsHere = keep.includes('ally') || mentions(before, ally.name);
    return allyIsHere && !mentions(text, ally.name) ? text.replace(wholeWord(foreign), ally.name) : undefined;
  }
  // A place would need its own preposition.
  if (kind === 'place' || mentions(text, plan[kind].noun)) return undefined;
  const withArticle = new RegExp(`(?:(?<![\\p{L}])(an?|the) )?(?<![\\p{L}])${escaped(foreign)}(?![\\p{L}])`, 'giu');
  return text.replace(withArticle, (_, article: string | undefined) => withPlansArticle(article, plan[kind]));
}

function withPlansArticle(article: string | undefined, { noun, article: own }: NounPhrase): string {
  if (article === undefined || own === 'none') return noun;
  const lower = article.toLowerCase() === 'the' || own === 'the' ? 'the' : articleFor(noun);
  return `${article[0] === article[0].toUpperCase() ? lower[0].toUpperCase() + lower.slice(1) : lower} ${noun}`;
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}])${escaped(name)}(?![\\p{L}])`, 'gu');
}
