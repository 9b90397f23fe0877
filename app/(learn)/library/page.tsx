import type { Metadata } from 'next';
import { TutorialList } from '@/components/tutorials/tutorial-list';
import { EmptyState } from '@/components/ui/empty-state';
import { page } from '@/lib/entry/page';
import { listTutorials } from '@/lib/features/tutorials/server';

export const metadata: Metadata = { title: 'Library' };

/** Tutorials that trainers share with everybody, shelf by shelf. */
export default async function LibraryPage() {
  const ctx = await page('learner', '/library');
  const { tutorials } = await listTutorials(ctx, { limit: 100, shared: true });
  if (tutorials.length === 0)
    return (
      <EmptyState title="The library is empty" description="Tutorials that a trainer shares with everybody stand here, by category." />
    );
  const categories = [...new Set(tutorials.map(({ category }) => category))].sort();
  return (
    <div className="space-y-10">
      <h1 className="font-serif text-4xl">Library</h1>
      {categories.map((category, index) => (
        <section key={category} aria-labelledby={`shelf-${index}`}>
          <h2 id={`shelf-${index}`} className="mb-4 font-serif text-2xl">
            {category}
          </h2>
          <TutorialList level="h3" tutorials={tutorials.filter((tutorial) => tutorial.category === category)} />
        </section>
      ))}
    </div>
  );
}
