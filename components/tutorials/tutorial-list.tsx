import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { TutorialSummary } from '@/lib/features/tutorials/schemas';

/** Tutorials as a shelf of sheets, each one link. */
export function TutorialList({ tutorials }: { tutorials: readonly TutorialSummary[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {tutorials.map((tutorial) => (
        <li
          key={tutorial.id}
          className="relative flex flex-col gap-3 rounded-card border bg-surface p-5 hover:border-leaf has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <h2 className="text-lg">
            <Link href={`/tutorials/${tutorial.slug}`} className="outline-none after:absolute after:inset-0 after:rounded-card">
              {tutorial.title}
            </Link>
          </h2>
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
