import { Transcript } from '@/components/code/transcript';
import { Card } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import type { StepExercise } from '@/lib/features/tutorials/schemas';

/** An exercise with Git, to be done in one's own terminal; the solution stays folded until it is asked for. */
export function TranscriptExerciseCard({
  exercise,
}: {
  exercise: Pick<StepExercise, 'title' | 'task' | 'starter' | 'after' | 'solution'>;
}) {
  return (
    <Card className="space-y-4 border-l-4 border-l-horizon-o">
      <div>
        <p className="text-sm font-semibold text-leaf-deep">Exercise</p>
        <h3 className="text-lg">{exercise.title}</h3>
      </div>
      <Markdown text={exercise.task} />
      <Transcript text={exercise.starter} label="Where you start" />
      <Transcript text={exercise.after} label="How you know that you are done" />
      <details>
        <summary className="inline-flex min-h-10 items-center text-sm font-medium text-leaf-deep underline underline-offset-4">
          Show a solution
        </summary>
        <Transcript className="mt-2" text={exercise.solution} label="One solution" />
      </details>
    </Card>
  );
}
