'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { SignInHint } from './sign-in-hint';
import { useLearning } from './learning-context';

/** Tries after which the solution is shown without a second question. */
const triesBeforeLooking = 2;

/** One solution, on request. That it was looked at is kept, so that the page of learning can tell. */
export function SolutionButton({
  conceptId,
  language,
  attempts,
  anchor,
}: {
  conceptId: string;
  language: string;
  attempts: number;
  anchor: string;
}) {
  const learning = useLearning();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [solution, setSolution] = useState<string>();
  const [error, setError] = useState('');
  if (!learning) return null;
  if (!learning.signedIn) return <SignInHint anchor={anchor}>to hand it in and to see a solution. Your code stays in this tab.</SignInHint>;

  async function show(actions: NonNullable<typeof learning>['actions']) {
    setBusy(true);
    const outcome = await actions.solution({ conceptId });
    setBusy(false);
    setAsking(false);
    if (outcome.ok) setSolution(outcome.output.solution);
    else setError(outcome.message);
  }

  if (solution !== undefined) return <CodeBlock code={solution} language={language} title="One solution" />;
  return (
    <div>
      {asking ? (
        <div role="group" aria-label="Show a solution?" className="space-y-2">
          <p className="text-sm">Trying once more, even without success, helps more than looking. Shall it be shown all the same?</p>
          <div className="flex flex-wrap gap-2">
            <Button size="small" className="min-h-10" variant="secondary" busy={busy} onClick={() => void show(learning.actions)}>
              Show it
            </Button>
            <Button size="small" className="min-h-10" variant="quiet" onClick={() => setAsking(false)}>
              I’ll keep trying
            </Button>
          </div>
        </div>
      ) : (
        <Button
          size="small"
          className="min-h-10"
          variant="quiet"
          busy={busy}
          onClick={() => (attempts >= triesBeforeLooking ? void show(learning.actions) : setAsking(true))}
        >
          Show a solution
        </Button>
      )}
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
