import { CodeRunner } from '@/components/code/code-runner';
import { Markdown } from '@/components/ui/markdown';
import type { CodeExample, Step } from '@/lib/features/tutorials/schemas';
import { Checkpoint } from './checkpoint';
import { ExerciseCard } from './exercise-card';
import { Pitfall } from './pitfall';

function Example({ example }: { example: CodeExample }) {
  return (
    <section className="space-y-3">
      <h3 className="text-lg">
        <span className="mr-2 align-middle font-sans text-sm font-semibold text-clay">Example</span>
        {example.title}
      </h3>
      <Markdown text={example.intro} />
      <CodeRunner language={example.language} code={example.code} expected={example.output} label={`Example: ${example.title}`} />
      <Markdown text={example.notice} />
    </section>
  );
}

/** Everything of a step under its heading: what it is for, the explanation, code, pitfalls, question, exercise, sources. */
export function StepView({ step }: { step: Step }) {
  const { checkpoint, exercise } = step;
  return (
    <div className="space-y-8">
      <p className="max-w-[68ch] rounded-card bg-leaf-wash px-4 py-3">
        <span className="block text-sm font-semibold text-leaf-deep">After this step you can</span>
        <Markdown inline text={step.objective} />
      </p>
      <Markdown text={step.explanation} />
      {step.examples.map((example) => (
        <Example key={example.title} example={example} />
      ))}
      {step.pitfalls.map((pitfall) => (
        <Pitfall key={pitfall.title} pitfall={pitfall} />
      ))}
      {checkpoint && (
        <Checkpoint
          prompt={<Markdown text={checkpoint.prompt} />}
          choices={checkpoint.choices.map(({ letter, text }) => ({ letter, content: <Markdown inline text={text} /> }))}
          answer={checkpoint.answer}
          also={checkpoint.also}
          why={<Markdown text={checkpoint.why} />}
        />
      )}
      {exercise && <ExerciseCard exercise={exercise} />}
      {step.sources.length > 0 && (
        <section className="border-t pt-4 text-sm">
          <h3 className="font-sans text-sm font-semibold">Read on</h3>
          <ul className="mt-1 space-y-1 text-ink-soft">
            {step.sources.map((source) => (
              <li key={`${source.title} ${source.where}`}>
                {source.title} <span className="text-ink-soft">({source.where})</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
