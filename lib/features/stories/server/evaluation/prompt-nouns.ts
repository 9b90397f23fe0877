import { promptPhrases } from '../composer/prompt-phrases';

/** The nouns of a prompt: the heads of its noun phrases, and of what stands behind their "of". */
export function promptNouns(prompt: string): string[] {
  const heads = promptPhrases(prompt).flatMap(({ head, of }) => [head.split(' of ')[0], ...(of ? [of.head] : [])]);
  return [...new Set(heads.map((head) => head.replace(/['’]s?$/, '')).filter((head) => /^\p{L}{2,}/u.test(head)))];
}

/** Whether a text has a noun, in the singular or the plural. */
export function hasNoun(text: string, noun: string): boolean {
  const stem = noun.replace(/(?:es|s)$/, '');
  return new RegExp(`(?<!\\p{L})(?:${noun}|${stem.length > 2 ? stem : noun})(?:s|es)?(?!\\p{L})`, 'iu').test(text);
}
