import { Fragment } from 'react';
import type { StorySentence } from '@/lib/features/stories/schemas';
import { paragraphEnds } from '@/lib/vocabulary/stories';

interface Run {
  readonly author: StorySentence['author'];
  readonly text: string;
}

/** Sentences as paragraphs of runs of one author. */
export function paragraphsOf(sentences: readonly StorySentence[]): Run[][] {
  const paragraphs: Run[][] = [[]];
  sentences.forEach(({ text, beat, author }, i) => {
    const before = sentences.at(i - 1);
    if (i > 0 && before && before.beat !== beat && paragraphEnds.has(before.beat)) paragraphs.push([]);
    const paragraph = paragraphs[paragraphs.length - 1];
    const run = paragraph.at(-1);
    if (run?.author === author) paragraph[paragraph.length - 1] = { author, text: `${run.text} ${text}` };
    else paragraph.push({ author, text });
  });
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/**
 * A story to read. What the composer told in the writer's stead is marked by a word and by its ground; a story that is
 * all the composer's needs no marks. `coming` is text that has not been cut into sentences yet.
 */
export function StoryText({ sentences, coming = '' }: { sentences: readonly StorySentence[]; coming?: string }) {
  const mixed = sentences.some(({ author }) => author === 'writer') || coming !== '';
  const paragraphs = paragraphsOf(sentences);
  const opensParagraph = sentences.length === 0 || paragraphEnds.has(sentences[sentences.length - 1].beat);
  return (
    <div className="reading" data-testid="story-text">
      {paragraphs.map((runs, i) => (
        <p key={i}>
          {runs.map((run, at) => (
            <Fragment key={at}>
              {at > 0 && ' '}
              {mixed && run.author === 'composer' ? <ComposersWords text={run.text} /> : run.text}
            </Fragment>
          ))}
          {coming !== '' && !opensParagraph && i === paragraphs.length - 1 && ` ${coming}`}
        </p>
      ))}
      {coming !== '' && opensParagraph && <p>{coming}</p>}
    </div>
  );
}

function ComposersWords({ text }: { text: string }) {
  return (
    <span className="rounded bg-clay-wash box-decoration-clone px-1 py-0.5">
      <span className="mr-1 font-sans text-xs font-semibold text-clay">
        <span className="sr-only">(</span>composer<span className="sr-only">:)</span>
      </span>
      {text}
    </span>
  );
}
