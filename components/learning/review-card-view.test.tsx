import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { RenderedCard } from './rendered-card';
import { ReviewCardView } from './review-card-view';

const minute = 60_000;
const card: RenderedCard = {
  id: 'c',
  kind: 'question',
  conceptId: 'python-sets',
  title: 'Sets',
  answer: 'B',
  intervals: { again: 10 * minute, hard: 15 * minute, good: 2880 * minute, easy: 11520 * minute },
  prompt: 'Which?',
  choices: ['A', 'B'].map((letter) => ({ letter, content: letter })),
  why: 'Because.',
};
const nothing = () => undefined;

/** The label of the rating that stands out. */
function suggested(chosen: string, parts: Partial<RenderedCard> = {}): string | undefined {
  const html = renderToStaticMarkup(
    <ReviewCardView
      card={{ ...card, ...parts }}
      revealed
      chosen={chosen}
      busy={false}
      onChoose={nothing}
      onReveal={nothing}
      onRate={nothing}
    />,
  );
  return html.match(/<button[^>]*>/g)?.find((tag) => / bg-leaf /.test(tag))?.match(/aria-label="(\w+): /)?.[1]; // prettier-ignore
}

it('suggests to see a card again where the choice was wrong, and otherwise that it was remembered', () => {
  expect(suggested('A')).toBe('Again');
  expect(suggested('B')).toBe('Good');
  expect(suggested('')).toBe('Good');
  expect(suggested('', { kind: 'concept', answer: '', choices: [] })).toBe('Good');
});
