import type { StoryPlan } from '../composer/plan';
import { mentions } from './phrases';
import { sentencesOf, type Fault, type Situation } from './situation';
import { isOrdinary } from './story-words';

const verbLike = /^(?:could|would|should|might|never|always|only|just|still|also|and|who|\p{Ll}{2,}ed)$/u;

/** Nobody and nothing that the plan does not know: no other names, no other story's object, foe, clue or place. */
export function checkNames(text: string, situation: Situation): Fault[] {
  const { plan, words, before } = situation;
  const allowed = allowedNames(plan);
  const known = `${ownWords(plan)} ${before}`;
  const faults: Fault[] = [];
  sentencesOf(text).forEach((sentence, index) => {
    const foreign = foreignNames(sentence, allowed, situation);
    if (foreign)
      faults.push({
        check: 'names',
        detail: `${foreign} is nobody of this story`,
        sentence: index,
        foreign: { text: foreign, kind: 'person' },
      });
    const phrase = sentence.match(words.fixedPhrases)?.find((found) => !mentions(known, found));
    if (!phrase) return;
    const kind = words.kinds.get(phrase.toLowerCase()) ?? 'object';
    faults.push({
      check: 'names',
      detail: `the ${phrase.toLowerCase()} is of another story`,
      sentence: index,
      foreign: { text: phrase, kind },
    });
  });
  return faults;
}

function foreignNames(sentence: string, allowed: ReadonlySet<string>, { words, plan }: Situation): string | undefined {
  for (const match of sentence.matchAll(/(?<![\p{L}\p{N}'-])\p{Lu}[\p{L}]*(?:[-'][\p{L}]+)*/gu)) {
    const word = match[0].replace(/'s?$/, '');
    if (
      /^I(?:'|$)/.test(word) ||
      word === word.toUpperCase() ||
      allowed.has(word) ||
      words.proper.has(word) ||
      word.split(/[-']/).every((part) => allowed.has(part))
    )
      continue;
    const opens = /(?:^|[.!?:"(]|"\s*|[.!?]['")]*\s+)\s*$/.test(sentence.slice(0, match.index));
    if (!opens) return word;
    if (words.names.has(word) && !isOrdinary(word, words)) return word;
    if ([plan.hero.name, plan.ally.name].some((name) => isNear(word, name)) && !isOrdinary(word, words)) return word;
    const after = /^\s+([\p{L}']+)/u.exec(sentence.slice(match.index + match[0].length))?.[1] ?? '';
    if (!isOrdinary(word, words) && (match[0].endsWith("'s") || words.finite.has(after) || verbLike.test(after))) return word;
  }
  return undefined;
}

/** The words of names that the plan itself or the prompt brings. */
function allowedNames(plan: StoryPlan): ReadonlySet<string> {
  return new Set(ownWords(plan).match(/\p{Lu}\p{L}*/gu) ?? []);
}

function ownWords({ hero, ally, foe, object, place, clue, prompt, time, want, weather }: StoryPlan): string {
  const capitals = [hero.name, ally.name, foe.noun, object.noun, place.noun, clue.noun, hero.role, ally.role];
  return [...capitals, prompt, time, want.text, weather.clause.replace(/\{[^}]*\}/g, ' ')].join(' , ');
}

/** Whether a word is a name misspelt: the same first letter and at most two changes. */
function isNear(word: string, name: string): boolean {
  if (word.length < 3 || word[0] !== name[0] || Math.abs(word.length - name.length) > 2) return false;
  let row = Array.from({ length: name.length + 1 }, (_, i) => i);
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j <= name.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (word[i - 1] === name[j - 1] ? 0 : 1));
    row = next;
  }
  return row[name.length] <= 2;
}
