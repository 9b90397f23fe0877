import type { Metadata } from 'next';
import { ReviewSession } from '@/components/learning/review-session';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Markdown } from '@/components/ui/markdown';
import { Moment } from '@/components/ui/moment';
import { page } from '@/lib/entry/page';
import { listReviews } from '@/lib/features/learning/server';
import { LearningProvider } from '../_components/learning-provider';
import { MoreReviews } from './_components/more-reviews';

export const metadata: Metadata = { title: 'Review' };

/** Cards of one sitting; the page asks for more when they are done. */
const atOnce = 30;

export default async function ReviewPage() {
  const ctx = await page('learner', '/review');
  const { cards, due, total, nextDue } = await listReviews(ctx, { limit: atOnce });
  if (cards.length === 0) return total === 0 ? <NothingYet /> : <NothingDue nextDue={nextDue} total={total} />;
  return (
    <LearningProvider signedIn here="/review">
      <h1 className="mx-auto mb-6 max-w-2xl font-serif text-4xl">Review</h1>
      <ReviewSession
        // A new sitting when the page brings other cards.
        key={cards.map(({ id }) => id).join()}
        due={due}
        onMore={<MoreReviews />}
        cards={cards.map(({ prompt, choices, why, ...card }) => ({
          ...card,
          prompt: <Markdown text={prompt} />,
          choices: choices.map(({ letter, text }) => ({ letter, content: <Markdown inline text={text} /> })),
          why: <Markdown text={why} />,
        }))}
      />
    </LearningProvider>
  );
}

function NothingYet() {
  return (
    <EmptyState
      title="Nothing to review yet"
      description="Answer a checkpoint question, finish an idea or solve an exercise, and it comes back here the next day, and then at growing intervals."
      action={<LinkButton href="/curriculum">Curriculum</LinkButton>}
    />
  );
}

function NothingDue({ nextDue, total }: { nextDue: string | null; total: number }) {
  return (
    <EmptyState
      title="Nothing is due now"
      description={
        <>
          {total === 1 ? '1 card is waiting for its day' : `${total} cards are waiting for their days`}
          {nextDue && (total === 1 ? ', ' : ', the next one ')}
          <Moment at={nextDue} />.
        </>
      }
      action={<LinkButton href="/learning">My learning</LinkButton>}
    />
  );
}
