/** A singular noun with the way it is introduced: "a" becomes "the" at the second mention, "the" stays, "none" is a proper name. */
export interface NounPhrase {
  readonly noun: string;
  readonly article: 'a' | 'the' | 'none';
}

/** A noun phrase with the preposition that says where things happen: "on Mars", "at the old customs house". */
export interface Place extends NounPhrase {
  readonly preposition: string;
}

const consonantSound = /^(?:uni|use|usu|uti|eu|one\b|once\b|ewe)/i;
const silentH = /^(?:hour|honest|heir|honou?r)/i;

/** "a" or "an", by the sound that the next word begins with. */
export function articleFor(words: string): 'a' | 'an' {
  if (silentH.test(words)) return 'an';
  return /^[aeiou]/i.test(words) && !consonantSound.test(words) ? 'an' : 'a';
}

/** Reads "the barrow king", "grey monk" or "Captain Voss" as a noun phrase; an entry without an article and without a capital takes "a". */
export function parseNounPhrase(entry: string): NounPhrase {
  const text = entry.trim();
  if (/^the /i.test(text)) return { noun: text.slice(4), article: 'the' };
  if (/^an? /i.test(text)) return { noun: text.replace(/^an? /i, ''), article: 'a' };
  return { noun: text, article: /^\p{Lu}/u.test(text) ? 'none' : 'a' };
}

/** Reads "in the salt market" or "aboard the freighter Oriole": the first word is the preposition. */
export function parsePlace(entry: string): Place {
  const [preposition, ...rest] = entry.trim().split(' ');
  return { preposition, ...parseNounPhrase(rest.join(' ')) };
}

/** "a violin", "an oar", "the barrow king", "Mars". */
export function withIndefinite({ noun, article }: NounPhrase): string {
  if (article === 'a') return `${articleFor(noun)} ${noun}`;
  return article === 'the' ? `the ${noun}` : noun;
}

/** "the violin", "the barrow king", "Mars". */
export function withDefinite({ noun, article }: NounPhrase): string {
  return article === 'none' ? noun : `the ${noun}`;
}
