import { headed, sentenceWindows, windowWords } from '@/lib/ml/text';

/** A title longer than this would leave no room for the text. */
const titleWords = 12;

/** A document as the embedder reads it: windows of whole sentences, each under the title. At least one. */
export function embeddedWindows(title: string, text: string): string[] {
  const head = title.split(/\s+/).slice(0, titleWords).join(' ');
  const windows = sentenceWindows(text, windowWords).map((window) => headed([head], window));
  return windows.length > 0 ? windows : [title];
}
