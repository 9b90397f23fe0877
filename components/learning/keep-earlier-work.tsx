'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { forgetAnswers, keptAnswers } from './kept-answers';
import { useLearning } from './learning-context';

/** Hands in what a visitor answered before signing in, once, and says so. */
export function KeepEarlierWork() {
  const learning = useLearning();
  const [kept, setKept] = useState(0);
  /** How many were kept. */
  const handIn = useEffectEvent(async (): Promise<number> => {
    const answers = keptAnswers();
    if (!learning?.signedIn || answers.length === 0) return 0;
    // Forgotten first: two tabs, or an effect that runs twice, must not hand in twice.
    forgetAnswers();
    const outcomes = await Promise.all(answers.map((answer) => learning.actions.answer(answer)));
    return outcomes.filter(({ ok }) => ok).length;
  });
  useEffect(() => {
    // Never takes a message back: an effect that runs twice finds nothing the second time.
    void handIn().then((count) => setKept((before) => before + count));
  }, []);
  if (kept === 0) return null;
  return (
    <Alert tone="success" className="mb-6">
      {kept === 1 ? 'The answer that you gave' : `The ${kept} answers that you gave`} before signing in {kept === 1 ? 'is' : 'are'} kept
      now, and will come back for review.
    </Alert>
  );
}
