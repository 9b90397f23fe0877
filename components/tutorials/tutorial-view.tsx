import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Markdown } from '@/components/ui/markdown';
import type { Tutorial } from '@/lib/features/tutorials/schemas';
import type { Progress, StepLearning } from '@/lib/features/learning/schemas';
import { StageList } from './stage-list';
import { StepView } from './step-view';
import { TutorialReader } from './tutorial-reader';

export interface TutorialViewProps {
  tutorial: Tutorial;
  /** Where the reader stopped, and what was read; nothing is kept where it is absent. */
  progress?: Progress;
  /** By step id. */
  learning?: ReadonlyMap<string, StepLearning>;
  ending?: ReactNode;
}

/** A whole tutorial: what it is, its steps, and how it was made. */
export function TutorialView({ tutorial, progress, learning, ending }: TutorialViewProps) {
  return (
    <div>
      <header className="mb-8 max-w-[72ch] space-y-3">
        <div className="flex flex-wrap gap-2">
          <Badge tone="leaf">{tutorial.level}</Badge>
          <Badge>{tutorial.minutes} minutes</Badge>
          <Badge>{tutorial.steps.length} steps</Badge>
        </div>
        <h1 className="text-3xl sm:text-4xl">{tutorial.title}</h1>
        <Markdown text={tutorial.summary} className="text-ink-soft" />
        {tutorial.assumes.length > 0 && (
          <p className="text-sm text-ink-soft">
            Takes for granted: <span className="text-ink">{tutorial.assumes.join(', ')}</span>
          </p>
        )}
      </header>
      <TutorialReader
        steps={tutorial.steps.map((step) => ({
          id: step.id,
          title: step.title,
          minutes: step.minutes,
          content: <StepView step={step} learning={learning?.get(step.id)} />,
        }))}
        progress={progress}
        ending={ending}
      />
      <details className="mt-10 border-t pt-4">
        <summary className="inline-flex min-h-10 items-center text-sm font-medium text-ink-soft underline underline-offset-4">
          How this tutorial was made
        </summary>
        <div className="mt-3 grid gap-4 md:grid-cols-2">
          <StageList label="Stages" stages={tutorial.stages.map((stage) => ({ ...stage, state: 'done' }))} />
          <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1 text-sm">
            {[...Object.entries(tutorial.madeWith), ['seed', String(tutorial.seed)], ['content', tutorial.contentHash]].map(
              ([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-ink-soft">{name}</dt>
                  <dd className="min-w-0 font-mono break-all">{value}</dd>
                </div>
              ),
            )}
          </dl>
        </div>
      </details>
    </div>
  );
}
