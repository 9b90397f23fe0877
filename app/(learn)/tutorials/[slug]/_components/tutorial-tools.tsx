import { Card, CardHeader } from '@/components/ui/card';
import type { Category, Tutorial } from '@/lib/features/tutorials';
import { RatingForm } from './rating-form';
import { ShelfForm } from './shelf-form';

const files = [
  { format: 'md', label: 'Markdown' },
  { format: 'html', label: 'HTML page' },
  { format: 'ipynb', label: 'Jupyter notebook' },
] as const;

/** What can be done with a tutorial besides reading it: rate it, take it along, and, for trainers, put it on a shelf. */
export function TutorialTools({ tutorial, categories }: { tutorial: Tutorial; categories: readonly Category[] | null }) {
  const { slug, category, shared, own, ratings } = tutorial;
  return (
    <Card className="mt-10 grid gap-8 md:grid-cols-2">
      <section>
        <CardHeader title="Rate it" />
        <RatingForm slug={slug} ratings={ratings} />
      </section>
      <section className="space-y-6">
        <div>
          <CardHeader title="Take it along" />
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {files.map(({ format, label }) => (
              <li key={format}>
                <a
                  href={`/api/tutorials/${encodeURIComponent(slug)}/export?format=${format}`}
                  download
                  className="inline-flex min-h-10 items-center underline underline-offset-4"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
        {categories && (
          <div>
            <CardHeader title="Shelf" />
            <ShelfForm slug={slug} category={category} categories={categories} shared={shared} own={own} />
          </div>
        )}
      </section>
    </Card>
  );
}
