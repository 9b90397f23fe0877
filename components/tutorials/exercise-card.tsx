import { CodeRunner } from '@/components/code/code-runner';
import { Transcript } from '@/components/code/transcript';
import { Card } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { Markdown } from '@/components/ui/markdown';
import type { StepExercise } from '@/lib/features/tutorials/schemas';

/** Something to do by oneself; the solution stays folded until it is asked for. */
export function ExerciseCard({ exercise }: { exercise: StepExercise }) {
  return (
    <Card className="space-y-4 border-l-4 border-l-horizon-o">
      <div>
        <p className="text-sm font-semibold text-leaf-deep">Exercise</p>
        <h3 className="text-lg">{exercise.title}</h3>
      </div>
      <Markdown text={exercise.task} />
      {exercise.language === 'git' ? (
        <>
          <Transcript text={exercise.starter} label="Where you start" />
          <Transcript text={exercise.after} label="How you know that you are done" />
        </>
      ) : (
        <CodeRunner language={exercise.language} code={exercise.starter} label={`Exercise: ${exercise.title}`} />
      )}
      <details>
        <summary className="inline-flex min-h-10 items-center text-sm font-medium text-leaf-deep underline underline-offset-4">
          Show a solution
        </summary>
        {exercise.language === 'git' ? (
          <Transcript className="mt-2" text={exercise.solution} label="One solution" />
        ) : (
          <CodeBlock className="mt-2" code={exercise.solution} language={exercise.language} title="One solution" />
        )}
      </details>
    </Card>
  );
}
