'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Kbd } from '@/components/ui/kbd';
import { reviewRatings, type ReviewRating } from '@/lib/vocabulary/reviews';
import { AnswerChoices } from './answer-choices';
import { intervalText } from './interval-text';
import type { RenderedCard } from './rendered-card';

const ratingWords: Record<ReviewRating, { name: string; hint: string }> = {
  again: { name: 'Again', hint: 'I had forgotten it' },
  hard: { name: 'Hard', hint: 'with effort' },
  good: { name: 'Good', hint: 'I remembered' },
  easy: { name: 'Easy', hint: 'without thinking' },
};

export interface ReviewCardViewProps {
  card: RenderedCard;
  revealed: boolean;
  chosen: string;
  busy: boolean;
  onChoose: (letter: string) => void;
  onReveal: () => void;
  onRate: (rating: ReviewRating) => void;
}

/** One card: what is asked, then the answer with its reason and the four ratings with when it would come back. */
export function ReviewCardView({ card, revealed, chosen, busy, onChoose, onReveal, onRate }: ReviewCardViewProps) {
  const answer = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (revealed) answer.current?.focus();
  }, [revealed]);
  // Whoever chose wrongly has not remembered; the suggestion must not flatter.
  const suggested: ReviewRating = chosen !== '' && card.answer !== '' && chosen !== card.answer ? 'again' : 'good';
  return (
    <Card data-review-card={card.kind}>
      <p className="mb-2 flex flex-wrap items-baseline justify-between gap-2 text-sm">
        <span className="font-semibold text-clay">{card.kind === 'question' ? 'Question' : 'In your own words'}</span>
        <Link href={`/curriculum/${card.conceptId}`} className="text-ink-soft underline underline-offset-4">
          {card.title}
        </Link>
      </p>
      {card.kind === 'concept' && <h2 className="mb-2 text-2xl">{card.title}</h2>}
      <div>{card.prompt}</div>
      {card.choices.length > 0 && (
        <fieldset className="mt-4 space-y-2">
          <legend className="sr-only">Choices</legend>
          <AnswerChoices choices={card.choices} chosen={chosen} answer={card.answer} revealed={revealed} onChoose={onChoose} />
        </fieldset>
      )}
      {revealed ? (
        <div className="mt-5 border-t pt-4">
          <h2 ref={answer} tabIndex={-1} className="mb-2 font-sans text-base font-semibold outline-none">
            {card.answer === '' ? 'Compare' : `The answer: ${card.answer}`}
          </h2>
          <div>{card.why}</div>
          <div role="group" aria-label="How well did you remember?" className="mt-6 grid grid-cols-2 gap-2 sm:grid-cols-4">
            {reviewRatings.map((rating, index) => {
              const { name, hint } = ratingWords[rating];
              return (
                <Button
                  key={rating}
                  variant={rating === suggested ? 'primary' : 'secondary'}
                  aria-label={`${name}: ${hint}, in ${intervalText(card.intervals[rating])}`}
                  aria-disabled={busy || undefined}
                  onClick={() => onRate(rating)}
                  className="h-auto flex-col gap-0 px-2 py-2 whitespace-normal"
                >
                  <span className="flex items-center gap-1.5">
                    {name}
                    <Kbd>{index + 1}</Kbd>
                  </span>
                  <span className="text-xs font-normal">{hint}</span>
                  <span className="mt-0.5 text-xs font-semibold tabular-nums">in {intervalText(card.intervals[rating])}</span>
                </Button>
              );
            })}
          </div>
        </div>
      ) : (
        <div className="mt-6 flex flex-wrap items-center gap-3">
          <Button onClick={onReveal}>Show the answer</Button>
          <span className="hidden items-center gap-1.5 text-sm text-ink-soft sm:flex">
            or press <Kbd>Space</Kbd>
          </span>
        </div>
      )}
    </Card>
  );
}
