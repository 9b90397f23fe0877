'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SignInHint } from './sign-in-hint';
import { useLearning } from './learning-context';

/** A switch that says "I know this": new tutorials then do not begin with it. */
export function MarkKnown({ conceptId, title, known: initial }: { conceptId: string; title: string; known: boolean }) {
  const learning = useLearning();
  const [known, setKnown] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState('');
  if (!learning) return null;
  if (!learning.signedIn) return <SignInHint>to mark what you know, so that tutorials do not begin with it.</SignInHint>;

  async function change(actions: NonNullable<typeof learning>['actions']) {
    setBusy(true);
    const outcome = await actions.setKnown({ conceptId, known: !known });
    setBusy(false);
    if (!outcome.ok) return setMessage(outcome.message);
    setKnown(outcome.output.known);
    setMessage(
      outcome.output.known ? `${title} is marked as known. New tutorials take it for granted.` : `${title} is no longer marked as known.`,
    );
  }

  return (
    <div>
      <Button
        variant={known ? 'primary' : 'secondary'}
        aria-pressed={known}
        busy={busy}
        onClick={() => void change(learning.actions)}
        className="max-w-full whitespace-normal"
      >
        {known && !busy && <Check aria-hidden className="size-4" />}I know {title}
      </Button>
      <p role="status" className="mt-1 min-h-5 text-sm text-ink-soft">
        {message}
      </p>
    </div>
  );
}
