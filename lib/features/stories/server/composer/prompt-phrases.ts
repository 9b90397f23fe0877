import { personHeads, phraseStops, placePrepositions, properPlaces, verbOf } from './prompt-words';

/** A noun phrase of a prompt with what stands around it. */
export interface PromptPhrase {
  /** Without its determiner: "retired detective", "map of the stars". */
  readonly words: string;
  readonly determiner: string;
  /** The last word before any "of". */
  readonly head: string;
  /** The phrase after "of", where there is one. */
  readonly of?: { readonly words: string; readonly determiner: string; readonly head: string };
  /** The word in front: a preposition, "and", or another word. */
  readonly before: string;
  /** The base form of the nearest verb in front of it within the clause. */
  readonly verb?: string;
  /** The word behind it. */
  readonly after: string;
  readonly first: boolean;
  /** Stands beside a name: "Mara, a glass blower". */
  readonly apposed: boolean;
}

const determiners = new Set(
  'a an the her his their my our its your another some any every each one two three four five six seven eight nine ten twelve no'.split(
    ' ',
  ),
);
const punctuation = /^[,.;:!?—–()"-]+$/;

const storyOpening =
  /^\s*(?:please |now )?(?:(?:write|tell|make|give|compose|invent)(?: me| us)? )?(?:(?:an?|the|some|another) )?((?:[\p{L}-]+,? ){0,3})(?:(?:story|tale) (?:about|of)|(?:romance|mystery|adventure|thriller|comedy|fable|something) about) /iu;
const bareOpening = /^\s*(?:(?:write|tell me|tell us) )?about /i;

/** A prompt without the words that only ask for a story: "Write a short story about a baker" is about a baker. */
export function withoutOpening(prompt: string): string {
  const [asked, adjectives] = storyOpening.exec(prompt) ?? [];
  // "The sailor tells a tale of …" is itself the story.
  if (asked && !adjectives.split(/,? /).some((word) => determiners.has(word.toLowerCase()) || verbOf(word)))
    return prompt.slice(asked.length);
  return prompt.replace(bareOpening, '');
}

/** The phrases of a prompt from left to right. Simple patterns, no grammar: unknown constructions give fewer phrases, never an error. */
export function promptPhrases(prompt: string): PromptPhrase[] {
  const tokens = prompt.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*(?:(?<=s)['’](?= \p{L}))?|[,.;:!?—–()"]/gu) ?? [];
  const phrases: PromptPhrase[] = [];
  let verb: string | undefined;
  let i = 0;
  while (i < tokens.length) {
    const lower = tokens[i].toLowerCase();
    const previous = (tokens[i - 1] ?? '').toLowerCase();
    const starts = determiners.has(lower) || startsBare(tokens, i, phrases.length === 0, verb);
    if (!starts) {
      verb = punctuation.test(lower) && lower !== ',' ? undefined : ((nounLike(previous) ? undefined : verbOf(lower)) ?? verb);
      i += 1;
      continue;
    }
    const phrase = readPhrase(tokens, i);
    if (phrase.words === '') {
      i += 1;
      continue;
    }
    let end = phrase.end;
    let of: PromptPhrase['of'];
    if (tokens[end]?.toLowerCase() === 'of' && end + 1 < tokens.length) {
      const rest = readPhrase(tokens, end + 1);
      if (rest.words !== '') {
        of = rest;
        end = rest.end;
      }
    }
    phrases.push({
      words: of ? `${phrase.words} of ${of.determiner ? `${of.determiner} ` : ''}${of.words}` : phrase.words,
      determiner: phrase.determiner,
      head: phrase.head,
      of,
      before: previous,
      verb,
      after: (tokens[end] ?? '').toLowerCase(),
      first: phrases.length === 0,
      apposed: previous === ',' && isName(tokens[i - 2] ?? ''),
    });
    i = end;
  }
  return phrases;
}

function isName(token: string): boolean {
  return /^\p{Lu}/u.test(token) && !properPlaces.has(token);
}

function nounLike(previous: string): boolean {
  return determiners.has(previous);
}

function startsBare(tokens: readonly string[], i: number, none: boolean, verb: string | undefined): boolean {
  const lower = tokens[i].toLowerCase();
  if (punctuation.test(lower) || phraseStops.has(lower)) return false;
  if (i === 0 && none) return verbOf(lower) === undefined || !determiners.has((tokens[1] ?? '').toLowerCase());
  const previous = tokens[i - 1].toLowerCase();
  if (previous === 'to') return false;
  if (placePrepositions.has(previous) || previous === 'with' || previous === 'against')
    return verbOf(lower) === undefined || !lower.endsWith('ing');
  const governor = /^(?:up|out|down|back)$/.test(previous) ? (tokens[i - 2] ?? '').toLowerCase() : previous;
  return verb !== undefined && verbOf(governor) === verb && verbOf(lower) === undefined;
}

function readPhrase(tokens: readonly string[], start: number): { words: string; determiner: string; head: string; end: number } {
  let i = start;
  const determiner = determiners.has(tokens[i].toLowerCase()) ? tokens[i].toLowerCase() : '';
  if (determiner) i += 1;
  const words: string[] = [];
  while (i < tokens.length && words.length < 5 && !endsPhrase(tokens, i, words.length)) {
    words.push(tokens[i]);
    i += 1;
  }
  return { words: words.join(' '), determiner, head: (words.at(-1) ?? '').toLowerCase(), end: i };
}

function endsPhrase(tokens: readonly string[], i: number, length: number): boolean {
  const lower = tokens[i].toLowerCase();
  if (punctuation.test(lower) || phraseStops.has(lower) || determiners.has(lower)) return true;
  if (length === 0) return false;
  const next = (tokens[i + 1] ?? '').toLowerCase();
  if (verbOf(lower) === undefined) return /[^s]s$/.test(lower) && determiners.has(next);
  if (verbOf(lower) === lower) return determiners.has(next) || (next === 'to' && personHeads.has(tokens[i - 1].toLowerCase()));
  const closes = next === '' || punctuation.test(next) || phraseStops.has(next) || determiners.has(next);
  return closes || lower.endsWith('s') || verbOf(next) !== undefined;
}
