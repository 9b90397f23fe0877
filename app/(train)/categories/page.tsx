import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { listCategories } from '@/lib/features/tutorials/server';
import { CategoryList } from './_components/category-list';

export const metadata: Metadata = { title: 'Categories' };

export default async function CategoriesPage() {
  const ctx = await page('trainer', '/categories');
  const { categories } = await listCategories(ctx);
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Categories</h1>
        <p className="mt-2 text-ink-soft">Shelves for tutorials. A tutorial is put on one from its own page, or with its batch.</p>
      </header>
      <CategoryList categories={categories} />
    </div>
  );
}
