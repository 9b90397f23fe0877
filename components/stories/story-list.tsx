import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import type { StorySummary } from '@/lib/features/stories/schemas';
import { genreNames } from './story-names';

/** Kept stories as a shelf of sheets, each one link. */
export function StoryList({ stories }: { stories: readonly StorySummary[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {stories.map(({ id, prompt, genre, opening, createdAt }) => (
        <li
          key={id}
          className="relative flex flex-col gap-3 rounded-card border bg-surface p-5 hover:border-leaf has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <h3 className="text-lg">
            <Link href={`/stories/${id}`} className="outline-none after:absolute after:inset-0 after:rounded-card">
              {prompt}
            </Link>
          </h3>
          <p className="line-clamp-2 font-serif text-ink-soft">{opening}</p>
          <p className="mt-auto flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            <Badge tone="leaf">{genreNames[genre]}</Badge>
            <time dateTime={createdAt}>{new Date(createdAt).toLocaleDateString('en', { dateStyle: 'medium', timeZone: 'UTC' })}</time>
          </p>
        </li>
      ))}
    </ul>
  );
}
