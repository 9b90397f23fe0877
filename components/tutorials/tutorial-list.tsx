import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { TutorialSummary } from '@/lib/features/tutorials/schemas';

/** Tutorials as a shelf of sheets, each one link. `level` keeps the headings of the page in order. */
export function TutorialList({ tutorials, level: Heading = 'h2' }: { tutorials: readonly TutorialSummary[]; level?: 'h2' | 'h3' }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {tutorials.map((tutorial) => (
        <li
          key={tutorial.id}
          className="relative flex flex-col gap-3 rounded-card border bg-surface p-5 hover:border-leaf has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <Heading className="text-lg">
            <Link href={`/tutorials/${tutorial.slug}`} className="outline-none after:absolute after:inset-0 after:rounded-card">
              {tutorial.title}
            </Link>
          </Heading>
          <p className="mt-auto flex flex-wrap gap-2">
            <Badge tone="leaf">{tutorial.level}</Badge>
            <Badge>{tutorial.minutes} minutes</Badge>
          </p>
          <p className="text-sm text-ink-soft">
            <time dateTime={tutorial.createdAt}>
              {new Date(tutorial.createdAt).toLocaleDateString('en', { dateStyle: 'medium', timeZone: 'UTC' })}
            </time>
          </p>
        </li>
      ))}
    </ul>
  );
}
