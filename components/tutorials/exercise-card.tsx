import { ExerciseWorkbench } from '@/components/learning/exercise-workbench';
import { Card } from '@/components/ui/card';
import { Markdown } from '@/components/ui/markdown';
import type { ReaderExercise } from '@/lib/features/learning/schemas';

/** Something to do by oneself: the task, and the place to do it. */
export function ExerciseCard({ exercise }: { exercise: ReaderExercise }) {
  const anchor = `exercise-${exercise.conceptId}`;
  const { tests, hiddenTests } = exercise;
  const shown = tests.cases.length;
  return (
    <Card id={anchor} className="scroll-mt-24 space-y-4 border-l-4 border-l-horizon-o">
      <div>
        <p className="text-sm font-semibold text-leaf-deep">Exercise</p>
        <h3 className="text-lg">{exercise.title}</h3>
      </div>
      <Markdown text={exercise.task} />
      <p className="text-sm text-ink-soft">
        {shown} {shown === 1 ? 'test' : 'tests'} to try here
        {hiddenTests > 0 && `, and ${hiddenTests} more that handing in tries`}.
      </p>
      <ExerciseWorkbench exercise={exercise} anchor={anchor} />
    </Card>
  );
}
