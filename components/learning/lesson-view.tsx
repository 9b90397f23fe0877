import type { ReactNode } from 'react';
import { CodeRunner } from '@/components/code/code-runner';
import { Transcript } from '@/components/code/transcript';
import { Checkpoint } from '@/components/tutorials/checkpoint';
import { ExerciseCard } from '@/components/tutorials/exercise-card';
import { Pitfall } from '@/components/tutorials/pitfall';
import { TranscriptExerciseCard } from '@/components/tutorials/transcript-exercise-card';
import { InlineCode } from '@/components/ui/inline-code';
import { Markdown } from '@/components/ui/markdown';
import { exerciseFrame, type Concept, type Example } from '@/lib/features/curriculum';
import type { ReaderExercise } from '@/lib/features/learning/schemas';

export interface LessonQuestion {
  readonly questionId: string;
  readonly earlier?: 'right' | 'wrong';
}

function Section({ id, title, className, children }: { id: string; title: string; className?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className={className}>
      <h2 id={id} className="mb-4 font-serif text-2xl sm:text-3xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

function ExampleCode({ concept, example }: { concept: Concept; example: Example }) {
  const { language, setup } = concept;
  if (language === 'git') return <Transcript text={example.code} label={`Example: ${example.title}`} />;
  const code = setup === null ? example.code : `${setup.code}\n${example.code}`;
  return <CodeRunner language={language} code={code} expected={example.output} label={`Example: ${example.title}`} />;
}

/** What every block of the lesson builds on; examples run with it. */
function Setup({ concept: { language }, code }: { concept: Concept; code: string }) {
  if (language === 'git') return <Transcript text={code} label="The repository at the beginning" />;
  return <Markdown text={`\`\`\`${language}\n${code}\n\`\`\``} />;
}

/** A concept's own lesson, whole: both explanations, every example, pitfalls, questions and the exercise. */
export function LessonView({
  concept,
  questions,
  exercise,
}: {
  concept: Concept;
  /** As many as the concept has, in its order. */
  questions: readonly LessonQuestion[];
  exercise?: ReaderExercise;
}) {
  const { language } = concept;
  return (
    <div className="max-w-[72ch] space-y-12">
      {concept.setup && (
        <Section id="setup" title="To begin with" className="space-y-3">
          <Markdown text={concept.setup.text} />
          <Setup concept={concept} code={concept.setup.code} />
        </Section>
      )}
      <Section id="short" title="In short">
        <Markdown text={concept.short} />
      </Section>
      <Section id="examples" title="Examples" className="space-y-8">
        {concept.examples.map((example) => (
          <div key={example.title} className="space-y-3">
            <h3 className="text-lg">{example.title}</h3>
            <Markdown text={example.intro} />
            <ExampleCode concept={concept} example={example} />
            <Markdown text={example.notice} />
          </div>
        ))}
      </Section>
      <Section id="depth" title="In depth">
        <Markdown text={concept.depth} />
      </Section>
      <Section id="pitfalls" title="Pitfalls" className="space-y-8">
        {concept.pitfalls.map((pitfall) => (
          <Pitfall
            key={pitfall.title}
            pitfall={{
              ...pitfall,
              language,
              wrong: { code: pitfall.wrong.code, output: pitfall.wrong.output ?? pitfall.wrong.error ?? '' },
              right: { code: pitfall.right.code, output: pitfall.right.output ?? '' },
            }}
          />
        ))}
      </Section>
      <Section id="questions" title="Questions" className="space-y-6">
        {concept.questions.map((question, index) => (
          <Checkpoint
            key={question.prompt}
            prompt={<Markdown text={question.prompt} />}
            choices={question.choices.map(({ letter, text }) => ({ letter, content: <Markdown inline text={text} /> }))}
            answer={question.answer}
            also={question.also}
            why={<Markdown text={question.why} />}
            question={{ conceptId: concept.id, questionId: questions[index].questionId }}
            earlier={questions[index].earlier}
          />
        ))}
      </Section>
      <Section id="exercise" title="Exercise">
        {exercise && <ExerciseCard exercise={exercise} />}
        {language === 'git' && <TranscriptExerciseCard exercise={{ ...concept.exercise, ...exerciseFrame(concept) }} />}
      </Section>
      <Section id="reading" title="Read on">
        <ul className="space-y-1 text-ink-soft">
          {concept.reading.map(({ title, where }) => (
            <li key={`${title} ${where}`}>
              <InlineCode text={title} /> ({where})
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
