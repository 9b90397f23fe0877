import { Fragment } from 'react';
import { CodeRunner } from '@/components/code/code-runner';
import { Transcript } from '@/components/code/transcript';
import { Alert } from '@/components/ui/alert';
import { InlineCode } from '@/components/ui/inline-code';
import { Markdown } from '@/components/ui/markdown';
import { MarkKnown } from '@/components/learning/mark-known';
import type { StepLearning } from '@/lib/features/learning/schemas';
import type { RunStatus } from '@/lib/vocabulary/runners';
import type { CodeExample, Step, StepPart } from '@/lib/features/tutorials/schemas';
import { Checkpoint } from './checkpoint';
import { ExerciseCard } from './exercise-card';
import { TranscriptExerciseCard } from './transcript-exercise-card';
import { Pitfall } from './pitfall';

const endings: Record<RunStatus, string> = {
  ok: 'it ran',
  error: 'it ended with an error',
  timeout: 'it took too long',
  memory: 'it ran out of memory',
  'output-limit': 'it printed too much',
  refused: 'it asked for what programs may not have',
};

function Example({ example }: { example: CodeExample }) {
  return (
    <section className="space-y-3">
      <h3 className="text-lg">
        <span className="mr-2 align-middle font-sans text-sm font-semibold text-clay">Example</span>
        {example.title}
      </h3>
      <Markdown text={example.intro} />
      {example.language === 'git' ? (
        <Transcript text={example.code} label={`Example: ${example.title}`} />
      ) : (
        <CodeRunner language={example.language} code={example.code} expected={example.output} label={`Example: ${example.title}`} />
      )}
      {example.status && (
        <Alert tone="warning">This block of your document did not run cleanly when it was tried here: {endings[example.status]}.</Alert>
      )}
      <Markdown text={example.notice} />
    </section>
  );
}

/** Git works on the files of a computer, which a page cannot reach: the reader should know before looking for a button. */
function GitNote() {
  return (
    <p className="max-w-[68ch] rounded-card border px-4 py-3 text-sm text-ink-soft">
      The Git commands of this step are shown with what they print, and cannot be run in this page. To follow along, type the lines after{' '}
      <code>$</code> into a terminal, in a new, empty folder. Loam’s tests replayed all of them with the real Git, in the name of Robin Vale
      and on a fixed morning. Your commits will have other ids and dates, since these depend on who made them and when, and your Git may add
      hints.
    </p>
  );
}

function PartOfStep({ part, step, learning }: { part: StepPart; step: Step; learning?: StepLearning }) {
  const { checkpoint, exercise } = step;
  switch (part) {
    case 'explanation':
      return <Markdown text={step.explanation} />;
    case 'examples':
      return step.examples.map((example) => <Example key={example.title} example={example} />);
    case 'pitfalls':
      return step.pitfalls.map((pitfall) => <Pitfall key={pitfall.title} pitfall={pitfall} />);
    case 'checkpoint':
      return (
        checkpoint && (
          <Checkpoint
            prompt={<Markdown text={checkpoint.prompt} />}
            choices={checkpoint.choices.map(({ letter, text }) => ({ letter, content: <Markdown inline text={text} /> }))}
            answer={checkpoint.answer}
            also={checkpoint.also}
            why={<Markdown text={checkpoint.why} />}
            question={learning?.questionId === undefined ? undefined : { conceptId: step.conceptId, questionId: learning.questionId }}
            earlier={learning?.earlier}
          />
        )
      );
    case 'exercise':
      if (exercise?.language === 'git') return <TranscriptExerciseCard exercise={exercise} />;
      return exercise && learning?.exercise && <ExerciseCard exercise={learning.exercise} />;
  }
}

/** Everything of a step under its heading: what it is for, then its parts in the order that its template gives them, and sources. */
export function StepView({ step, learning }: { step: Step; learning?: StepLearning }) {
  return (
    <div className="space-y-8">
      <p className="max-w-[68ch] rounded-card bg-leaf-wash px-4 py-3">
        <span className="block text-sm font-semibold text-leaf-deep">After this step you can</span>
        <Markdown inline text={step.objective} />
      </p>
      {[...step.examples, ...step.pitfalls].some(({ language }) => language === 'git') && <GitNote />}
      {step.layout.map(({ part, heading }) => (
        <Fragment key={part}>
          {heading && <p className="border-b pb-1 font-serif text-xl text-ink-soft">{heading}</p>}
          <PartOfStep part={part} step={step} learning={learning} />
        </Fragment>
      ))}
      {learning?.concept && <MarkKnown conceptId={step.conceptId} title={learning.concept.title} known={learning.concept.known} />}
      {step.sources.length > 0 && (
        <section className="border-t pt-4 text-sm">
          <h3 className="font-sans text-sm font-semibold">Read on</h3>
          <ul className="mt-1 space-y-1 text-ink-soft">
            {step.sources.map((source) => (
              <li key={`${source.title} ${source.where}`}>
                <InlineCode text={source.title} /> <span className="text-ink-soft">({source.where})</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
