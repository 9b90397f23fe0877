'use client';

import { useState } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import type { BlindView } from '@/lib/features/automation';
import { apiOf, type Failure } from './api';

type Choice = 'a' | 'b' | 'same';

/** Ten pairs of stories, one by your model and one by the one before, in an order that nobody tells. */
export function BlindComparison({ userId, initial }: { userId: string; initial: BlindView }) {
  const [view, setView] = useState(initial);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  async function judge(choice: Choice) {
    if (!view.pair) return;
    setBusy(true);
    const answer = await apiOf(userId).post<BlindView>(`/api/auto-train/comparisons/${view.id}`, { number: view.pair.number, choice });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(undefined);
    setView(answer.value);
  }

  if (view.result) return <Result result={view.result} />;
  if (!view.pair) return null;
  const { number, prompt, genre, a, b } = view.pair;
  return (
    <div className="space-y-6" data-testid="blind">
      <Progress label={`Pair ${number} of ${view.of}`} value={view.judged} max={view.of} />
      <p className="text-lg">
        <Badge tone="leaf">{genreNames[genre]}</Badge> {prompt}
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        <Told name="A" text={a} />
        <Told name="B" text={b} />
      </div>
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <div role="group" aria-label="Which is better?" className="flex flex-wrap gap-3">
        <Button busy={busy} onClick={() => judge('a')}>
          A is better
        </Button>
        <Button busy={busy} onClick={() => judge('b')}>
          B is better
        </Button>
        <Button variant="secondary" busy={busy} onClick={() => judge('same')}>
          No difference
        </Button>
      </div>
    </div>
  );
}

function Told({ name, text }: { name: string; text: string }) {
  return (
    <Card role="region" aria-label={name}>
      <h2 className="mb-3 font-serif text-xl">{name}</h2>
      <div className="reading space-y-3 font-serif">
        {text.split(/\n{2,}/).map((paragraph, i) => (
          <p key={i}>{paragraph}</p>
        ))}
      </div>
    </Card>
  );
}

function Result({ result }: { result: NonNullable<BlindView['result']> }) {
  const { candidate, other, same, share, choices } = result;
  const decided = share !== null && (share.low > 0.5 || share.high < 0.5);
  return (
    <div className="space-y-5" data-testid="blind-result">
      <Alert tone={decided && share.low > 0.5 ? 'success' : 'info'}>
        You preferred your model {times(candidate)}, the one before {times(other)}, and saw no difference {times(same)}.{' '}
        {share &&
          `Of those decided ${percent(share.value)} were for your model (${percent(share.low)} to ${percent(share.high)}), ${
            decided ? `which is ${share.low > 0.5 ? 'more' : 'less'} than chance.` : 'which may well be chance.'
          }`}
      </Alert>
      <ol className="list-decimal space-y-1 pl-6 text-sm">
        {choices.map(({ prompt, chosen }, i) => (
          <li key={i}>
            {prompt}: {chosen === 'candidate' ? 'your model' : chosen === 'other' ? 'the one before' : 'no difference'}
          </li>
        ))}
      </ol>
    </div>
  );
}

function times(count: number): string {
  return `${count} ${count === 1 ? 'time' : 'times'}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
