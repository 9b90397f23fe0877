import { splitSentences } from './sentences';

/** Words that the embedder reads at once: what it was trained on. */
export const windowWords = 40;

/** What stands before a window of a text, so that it says what it is about. */
export function headed(names: readonly string[], window: string): string {
  const head = names.filter((name) => name !== '').join('. ');
  return head === '' ? window : `${head}. ${window}`;
}

/**
 * A text as windows of whole sentences, each of at most so many words: what an encoder that learned on short texts reads of a
 * long one. A longer sentence is cut between words. None for a text without words.
 */
export function sentenceWindows(text: string, mostWords: number): string[] {
  if (!(mostWords >= 1)) throw new RangeError(`sentenceWindows: a window needs at least one word, got ${mostWords}`);
  const windows: string[] = [];
  let open: string[] = [];
  const close = (): void => {
    if (open.length > 0) windows.push(open.join(' '));
    open = [];
  };
  for (const line of text.split('\n')) {
    for (const sentence of splitSentences(line)) {
      const words = sentence.text.split(/\s+/).filter((word) => word !== '');
      if (open.length > 0 && open.length + words.length > mostWords) close();
      for (const word of words) {
        if (open.length >= mostWords) close();
        open.push(word);
      }
    }
  }
  close();
  return windows;
}
