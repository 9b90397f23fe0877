import { sentenceWindows } from '@/lib/ml/text';

/** Words that the embedder reads at once: what it was trained on. */
export const windowWords = 40;
/** A title longer than this would leave no room for the text. */
const titleWords = 12;

/** What stands before a window of a text, so that it says what it is about. */
export function headed(names: readonly string[], window: string): string {
  const head = names.filter((name) => name !== '').join('. ');
  return head === '' ? window : `${head}. ${window}`;
}

/** A document as the embedder reads it: windows of whole sentences, each under the title. At least one. */
export function embeddedWindows(title: string, text: string): string[] {
  const head = title.split(/\s+/).slice(0, titleWords).join(' ');
  const windows = sentenceWindows(text, windowWords).map((window) => headed([head], window));
  return windows.length > 0 ? windows : [title];
}
