import type { Rng } from '@/lib/core/rng';
import { passagesOf, type Passage } from '@/lib/features/stories/server/quality/fitting/passages';
import type { Fiction } from '../fiction';

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
