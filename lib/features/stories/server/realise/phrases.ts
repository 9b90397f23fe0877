/** Whether a text has a phrase as whole words, whatever its case. */
export function mentions(text: string, phrase: string): boolean {
  let pattern = patterns.get(phrase);
  if (!pattern) {
    if (patterns.size >= remembered) patterns.clear();
    patterns.set(phrase, (pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(phrase)}(?![\\p{L}\\p{N}])`, 'iu')));
  }
  return pattern.test(text);
}

const remembered = 5000;
const patterns = new Map<string, RegExp>();

export function escaped(phrase: string): string {
  return phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Finds any of some phrases as whole words, whatever their case: the longest of those that begin at a place. */
export function anyPhrase(phrases: readonly string[]): RegExp {
  const longestFirst = [...new Set(phrases.filter(Boolean))].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
