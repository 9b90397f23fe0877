import type { Rng } from '@/lib/core/rng';
import { plainLine } from '@/lib/features/stories/server/quality/reading';
import { splitSentences } from '@/lib/ml/text';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { Fiction } from '../fiction';

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

const [fewestWords, usualWords, mostWords, fewestSentences] = [120, 180, 230, 6] as const;

/** A story's passages of about 180 words, one after another without overlap. */
export function passagesOf(record: Fiction): Passage[] {
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

/** So many passages, book by book in turns, so that long books weigh no more than short ones, at most so many of a chapter. */
export function drawPassages(records: readonly Fiction[], count: number, rng: Rng, ofChapter = 3): Passage[] {
  const byBook = new Map<string, Fiction[]>();
  for (const record of records) {
    const key = `${record.author}\n${record.book}`;
    const chapters = byBook.get(key);
    if (chapters) chapters.push(record);
    else byBook.set(key, [record]);
  }
  const queues = rng.shuffle([...byBook.keys()].sort()).map((key) => chapterByChapter(rng.fork(key).shuffle(byBook.get(key) ?? []), ofChapter, rng));
  const drawn: Passage[] = [];
  while (queues.length > 0 && drawn.length < count) {
    for (let i = queues.length - 1; i >= 0 && drawn.length < count; i--) {
      const next = queues[i].next();
      if (next.done) queues.splice(i, 1);
      else drawn.push(next.value);
    }
  }
  return drawn;
}

function* chapterByChapter(chapters: readonly Fiction[], most: number, rng: Rng): Generator<Passage> {
  for (const chapter of chapters) {
    yield* rng
      .fork(chapter.title + chapter.text.slice(0, 80))
      .shuffle(passagesOf(chapter))
      .slice(0, most);
  }
}

function countWords(sentences: readonly string[]): number {
  return sentences.reduce((sum, sentence) => sum + sentence.split(' ').length, 0);
}
