import { stemmer } from 'stemmer';
import { words } from '@/lib/ml/text';
import type { Question } from '@/lib/features/curriculum';
import type { Step } from '../schemas';

/** Share of an answer's key terms that the step must use for its reader to be able to answer. */
const leastCovered = 0.6;
/** Share of the question's own key terms that must occur: its story may be about anything, its subject may not. */
const leastAbout = 0.5;

/** Words of answers that carry nothing of the subject. */
const emptyWords = new Set(
  (
    'a about after again all also although always am an and another any are as at away back be because been before being between both but by ' +
    'can cannot could did do does doing done each either else even every few for from get gets give gives given go goes had has have having ' +
    'he her here him his how however i if in instead into is it its itself just know last later least less let like made make makes many may ' +
    'me might more most much must my need needs neither never new next no none nor not nothing now of off often old on once one only or other ' +
    'others our out over own part per put puts same say says see should since so some something still stop such take takes than that the ' +
    'their them then there these they thing things this those though three through to together too two under until up us use used uses using ' +
    'very was way we well were what when where whether which while who whole whose why will with within without would yes yet you your'
  ).split(' '),
);

const stems = new Map<string, string>();

/** The curriculum's words are few, and each is asked for often. */
function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = stemmer(word);
  stems.set(word, stem);
  return stem;
}

/** The stems of a text that carry meaning. Numbers are results, which a reader computes and no text need hold. */
function keyTerms(text: string): string[] {
  const found = words(text.replace(/_/g, ' '), { shortest: 2 }).filter((word) => !emptyWords.has(word) && !/^\d+$/.test(word));
  return [...new Set(found.map(stemOf))];
}

/** What code is made of besides its own names and texts: the language's words, and what it calls. */
function constructs(code: string): string[] {
  const bare = code.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/g, ' ').replace(/#.*|\/\/.*|--.*/g, ' ');
  const called = [...bare.matchAll(/[A-Za-z_]\w*(?=\s*\()|(?<=\.)[A-Za-z_]\w*/g)].map(([name]) => name);
  const reserved = bare.match(languageWords) ?? [];
  const defined = new Set([...bare.matchAll(/\b(?:def|class|function|const|let|var)\s+([A-Za-z_]\w*)/g)].map(([, name]) => name));
  return [...new Set([...called, ...reserved].filter((name) => !defined.has(name)).map((name) => name.toLowerCase()))];
}

const languageWords =
  /\b(?:if|else|elif|for|while|in|return|yield|lambda|try|except|finally|raise|with|class|def|import|global|nonlocal|async|await|catch|throw|new|typeof|function|extends|super|break|continue|match|case|select|from|where|group|order|having|join|left|on|union|over|partition|insert|update|delete|create|null|exists|distinct|begin|commit|rollback|with)\b/gi;

/** Everything that a step's reader has seen before its question. */
export function textOfStep(step: Pick<Step, 'title' | 'objective' | 'explanation' | 'examples' | 'pitfalls'>): string {
  return [
    step.title,
    step.objective,
    step.explanation,
    ...step.examples.flatMap(({ title, intro, code, output, notice }) => [title, intro, code, output, notice]),
    ...step.pitfalls.flatMap(({ title, intro, wrong, right, why }) => [
      title,
      intro,
      wrong.code,
      wrong.output,
      right.code,
      right.output,
      why,
    ]),
  ].join('\n');
}

type Asked = Pick<Question, 'choices' | 'answer' | 'code' | 'prompt'>;

/**
 * Tells which questions somebody who has read this text can answer: what the right answer adds to the
 * question occurs in it – key terms of prose, constructs of code –, what printed code is made of does too,
 * and enough of the question's own words do for it to be about the same thing.
 */
export function readerOf(text: string): { canAnswer(question: Asked): boolean } {
  const seen = new Set(keyTerms(text));
  const names = new Set((text.match(/[A-Za-z_]\w*/g) ?? []).map((name) => name.toLowerCase()));
  const knows = (terms: readonly string[]) => covered(terms, (term) => seen.has(term));
  const writes = (code: string) => covered(constructs(code), (name) => names.has(name)) >= leastCovered;
  return {
    canAnswer({ choices, answer, code, prompt }) {
      const right = choices.find(({ letter }) => letter === answer)?.text ?? answer;
      const [asked, given] = [split(prompt), split(right)];
      if (knows(asked.terms) < leastAbout || !writes([code ?? '', asked.code].join('\n'))) return false;
      if (code !== null) return true;
      const known = new Set([...asked.terms, ...keyTerms(asked.code)]);
      return knows(given.terms.filter((term) => !known.has(term))) >= leastCovered && writes(given.code);
    },
  };
}

/** Prose and code of a piece of Markdown apart: the terms of the one, the text of the other. */
function split(markdown: string): { terms: string[]; code: string } {
  const code: string[] = [];
  const prose = markdown.replace(/```\w*\n([^]*?)```|``?([^`]+)``?/g, (_whole, block?: string, inline?: string) => {
    code.push(block ?? inline ?? '');
    return ' ';
  });
  return { terms: keyTerms(prose), code: code.join('\n') };
}

/** Share of the terms that pass; nothing to look for is found. */
function covered(terms: readonly string[], has: (term: string) => boolean): number {
  return terms.length === 0 ? 1 : terms.filter(has).length / terms.length;
}
