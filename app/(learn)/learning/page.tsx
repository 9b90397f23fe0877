import type { Metadata } from 'next';
import Link from 'next/link';
import { BarChart } from '@/components/charts/bar-chart';
import { ActivityStrip } from '@/components/learning/activity-strip';
import { ExerciseTable } from '@/components/learning/exercise-table';
import { StatusLegend, TrackProgress } from '@/components/learning/track-progress';
import { TutorialsUnderWay } from '@/components/learning/tutorials-under-way';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import type { Overview } from '@/lib/features/learning';
import { readOverview } from '@/lib/features/learning/server';
import { trackNames, tracks } from '@/lib/vocabulary/tracks';

export const metadata: Metadata = { title: 'My learning' };

export default async function LearningPage() {
  const ctx = await page('learner', '/learning');
  const { tutorials, concepts, exercises, reviews, activity } = await readOverview(ctx);
  const under = tracks.filter((track) => concepts.some((concept) => concept.track === track));
  return (
    <div className="space-y-12">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="font-serif text-4xl">My learning</h1>
        <DueNow reviews={reviews} />
      </header>
      <section aria-labelledby="tutorials">
        <h2 id="tutorials" className="mb-4 font-serif text-2xl">
          Tutorials
        </h2>
        {tutorials.length === 0 ? (
          <p className="text-ink-soft">
            What you begin to read stands here, with the place where you stopped.{' '}
            <Link href="/" className="text-leaf-deep underline underline-offset-4">
              Make a tutorial
            </Link>{' '}
            or{' '}
            <Link href="/curriculum" className="text-leaf-deep underline underline-offset-4">
              read a lesson
            </Link>
            .
          </p>
        ) : (
          <TutorialsUnderWay tutorials={tutorials} />
        )}
      </section>
      <div className="grid gap-10 md:grid-cols-2">
        <section aria-labelledby="weeks">
          <h2 id="weeks" className="mb-4 font-serif text-2xl">
            The last four weeks
          </h2>
          <ActivityStrip days={activity} />
        </section>
        <section aria-label="Reviews">
          <BarChart
            title="Reviews in the coming week"
            summary={comingWords(reviews)}
            xKey="day"
            xLabel="Day"
            decimals={0}
            rowHeight={28}
            series={[{ key: 'due', label: 'Cards due' }]}
            points={reviews.coming.map(({ day, due }, index) => ({ day: index === 0 ? 'today' : weekday(day), due }))}
          />
        </section>
      </div>
      <section aria-labelledby="concepts" className="space-y-3">
        <h2 id="concepts" className="font-serif text-2xl">
          What you know
        </h2>
        <StatusLegend />
        {under.map((track) => {
          const own = concepts.filter((concept) => concept.track === track);
          const isTouched = own.some(({ status }) => status === 'known' || status === 'learning');
          return <TrackProgress key={track} name={trackNames[track]} concepts={own} open={isTouched} />;
        })}
      </section>
      {exercises.length > 0 && (
        <section aria-labelledby="exercises">
          <h2 id="exercises" className="mb-4 font-serif text-2xl">
            Exercises
          </h2>
          <ExerciseTable exercises={exercises} />
        </section>
      )}
    </div>
  );
}

function DueNow({ reviews: { due, total } }: Pick<Overview, 'reviews'>) {
  if (total === 0) return null;
  if (due === 0) return <p className="text-ink-soft">Nothing is due for review.</p>;
  return (
    <LinkButton href="/review">
      Review {due} {due === 1 ? 'card' : 'cards'}
    </LinkButton>
  );
}

function comingWords({ coming, total }: Overview['reviews']): string {
  const week = coming.reduce((sum, { due }) => sum + due, 0);
  if (total === 0) return 'Questions that you answer and exercises that you solve come back for review.';
  return `${week} ${week === 1 ? 'card falls' : 'cards fall'} due within a week. You have ${total} in all.`;
}

function weekday(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
}
