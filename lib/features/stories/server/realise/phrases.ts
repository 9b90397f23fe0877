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
