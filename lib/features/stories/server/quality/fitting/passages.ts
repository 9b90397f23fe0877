import { splitSentences } from '@/lib/ml/text';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import { plainLine } from '../reading';

/** Some whole sentences of a book, from the beginning of a paragraph on. */
export interface Passage {
  readonly book: string;
  readonly author: string;
  /** The product's genres of the book; none for a book that has only others. */
  readonly genres: readonly Genre[];
  readonly sentences: readonly string[];
  /** What stands in the book within about as many words before and behind. */
  readonly around: string;
}

/** A story, chapter or text that passages are taken from. */
export interface PassageSource {
  readonly book: string;
  readonly author: string;
  readonly genres: readonly string[];
  readonly text: string;
}

const [fewestWords, usualWords, mostWords, fewestSentences] = [120, 180, 230, 6] as const;

/** A story's passages of about 180 words, one after another without overlap. */
export function passagesOf(record: PassageSource): Passage[] {
  const paragraphs = record.text
    .replaceAll(/\s*\* \* \*\s*/g, '\n\n')
    .split(/\n\s*\n/)
    .map((paragraph) => splitSentences(plainLine(paragraph)).map(({ text }) => text));
  const found: { sentences: string[]; from: number; to: number }[] = [];
  let open: { sentences: string[]; from: number } | undefined;
  paragraphs.forEach((sentences, at) => {
    open ??= { sentences: [], from: at };
    for (const sentence of sentences) {
      if (countWords(open.sentences) < usualWords) open.sentences.push(sentence);
    }
    if (countWords(open.sentences) < usualWords) return;
    found.push({ ...open, to: at });
    open = undefined;
  });
  const own = record.genres.filter((genre): genre is Genre => (genres as readonly string[]).includes(genre));
  return found
    .filter(({ sentences }) => {
      const words = countWords(sentences);
      // Verse and tables come as sentences without an end: this is about prose.
      const open = sentences.filter((sentence) => !/[.!?:]["')\]]*$/.test(sentence)).length;
      return words >= fewestWords && words <= mostWords && sentences.length >= fewestSentences && open <= sentences.length / 10;
    })
    .map(({ sentences, from, to }) => ({
      book: record.book,
      author: record.author,
      genres: own,
      sentences,
      around: [...paragraphs.slice(Math.max(0, from - 4), from), ...paragraphs.slice(to + 1, to + 5)].flat().join(' '),
    }));
}

function countWords(sentences: readonly string[]): number {
  return sentences.reduce((sum, sentence) => sum + sentence.split(' ').length, 0);
}
