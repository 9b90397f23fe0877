'use client';

import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Progress } from '@/components/ui/progress';
import type { ReviewRating } from '@/lib/vocabulary/reviews';
import { useLearning } from './learning-context';
import type { RenderedCard } from './rendered-card';
import { ReviewCardView } from './review-card-view';
import { reviewKey } from './review-keys';

/** A sitting: one card after another, the forgotten ones once more at its end. */
export function ReviewSession({ cards, due, onMore }: { cards: readonly RenderedCard[]; due: number; onMore: ReactNode }) {
  const learning = useLearning();
  const [queue, setQueue] = useState(cards);
  const [done, setDone] = useState(0);
  const [left, setLeft] = useState(due);
  const [revealed, setRevealed] = useState(false);
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const [card] = queue;

  async function rate(rating: ReviewRating) {
    if (!learning || !card || busy) return;
    setBusy(true);
    const outcome = await learning.actions.rate({ id: card.id, rating });
    setBusy(false);
    if (!outcome.ok) return setError(outcome.message);
    setError('');
    const { onceMore, intervals, dueLeft } = outcome.output;
    setQueue((before) => [...before.slice(1), ...(onceMore ? [{ ...card, intervals }] : [])]);
    setDone((count) => count + (onceMore ? 0 : 1));
    setLeft(dueLeft);
    setRevealed(false);
    setChosen('');
    place.current?.focus();
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const asked = card && reviewKey(event, revealed);
    if (!asked) return;
    event.preventDefault();
    if (asked.kind === 'reveal') setRevealed(true);
    else void rate(asked.rating);
  });
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="mx-auto max-w-2xl">
      <div ref={place} tabIndex={-1} className="outline-none">
        {card ? (
          <>
            <Progress
              label="Reviews"
              value={done}
              max={done + Math.max(left, queue.length)}
              detail={`${Math.max(left, queue.length)} to go`}
              className="mb-6"
            />
            <ReviewCardView
              key={`${card.id} ${done} ${queue.length}`}
              card={card}
              revealed={revealed}
              chosen={chosen}
              busy={busy}
              onChoose={setChosen}
              onReveal={() => setRevealed(true)}
              onRate={(rating) => void rate(rating)}
            />
          </>
        ) : left > 0 ? (
          onMore
        ) : (
          <div role="status">
            <EmptyState
              level="h2"
              title="That was all for today"
              description={
                done === 1
                  ? 'One card reviewed. It comes back shortly before you would forget it.'
                  : `${done} cards reviewed. They come back shortly before you would forget them.`
              }
              action={<LinkButton href="/learning">My learning</LinkButton>}
            />
          </div>
        )}
      </div>
      {error && (
        <p role="alert" className="mt-4 text-danger">
          {error}{' '}
          <Button variant="quiet" size="small" onClick={() => setError('')}>
            Dismiss
          </Button>
        </p>
      )}
    </div>
  );
}
