import { Fragment } from 'react';
import type { StorySentence } from '@/lib/features/stories/schemas';
import { paragraphEnds } from '@/lib/vocabulary/stories';

interface Run {
  readonly author: StorySentence['author'];
  readonly sentences: readonly StorySentence[];
}

/** Sentences as paragraphs of runs of one author. */
export function paragraphsOf(sentences: readonly StorySentence[]): Run[][] {
  const paragraphs: Run[][] = [[]];
  sentences.forEach((sentence, i) => {
    const before = sentences.at(i - 1);
    if (i > 0 && before && before.beat !== sentence.beat && paragraphEnds.has(before.beat)) paragraphs.push([]);
    const paragraph = paragraphs[paragraphs.length - 1];
    const run = paragraph.at(-1);
    if (run?.author === sentence.author) paragraph[paragraph.length - 1] = { ...run, sentences: [...run.sentences, sentence] };
    else paragraph.push({ author: sentence.author, sentences: [sentence] });
  });
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/**
 * A story to read. What the composer told in the writer's stead is marked by a word and by its ground; what code put into the writer's
 * sentences is underlined. A story that is all the composer's needs no marks. `coming` is text that has not been cut into sentences yet.
 */
export function StoryText({ sentences, coming = '' }: { sentences: readonly StorySentence[]; coming?: string }) {
  const mixed = sentences.some(({ author }) => author !== 'composer') || coming !== '';
  const paragraphs = paragraphsOf(sentences);
  const opensParagraph = sentences.length === 0 || paragraphEnds.has(sentences[sentences.length - 1].beat);
  return (
    <div className="reading" data-testid="story-text">
      {paragraphs.map((runs, i) => (
        <p key={i}>
          {runs.map((run, at) => (
            <Fragment key={at}>
              {at > 0 && ' '}
              {mixed ? <RunView run={run} /> : textOf(run)}
            </Fragment>
          ))}
          {coming !== '' && !opensParagraph && i === paragraphs.length - 1 && ` ${coming}`}
        </p>
      ))}
      {coming !== '' && opensParagraph && <p>{coming}</p>}
    </div>
  );
}

function RunView({ run }: { run: Run }) {
  if (run.author === 'composer') return <ComposersWords text={textOf(run)} />;
  if (run.author === 'writer') return textOf(run);
  return run.sentences.map((sentence, at) => (
    <Fragment key={at}>
      {at > 0 && ' '}
      <MendedSentence {...sentence} />
    </Fragment>
  ));
}

function textOf({ sentences }: Run): string {
  return sentences.map(({ text }) => text).join(' ');
}

/** A sentence with every word that was put in underlined, and what stood there said to those who hear it. */
function MendedSentence({ text, putIn }: StorySentence) {
  const insteadOf = new Map(putIn.map((part) => [part.words, part.insteadOf]));
  return partsOf(text, [...insteadOf.keys()]).map((part, at) =>
    insteadOf.has(part) ? (
      <ins
        key={at}
        className="decoration-clay decoration-dotted decoration-2 underline-offset-4"
        title={`instead of “${insteadOf.get(part)}”`}
      >
        {part}
        <span className="sr-only"> (put in instead of “{insteadOf.get(part)}”)</span>
      </ins>
    ) : (
      part
    ),
  );
}

/** A text cut before and after every one of some phrases that stands in it as whole words. */
function partsOf(text: string, phrases: readonly string[]): string[] {
  const any = phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.split(new RegExp(`(?<!\\p{L})(${any})(?!\\p{L})`, 'u'));
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
