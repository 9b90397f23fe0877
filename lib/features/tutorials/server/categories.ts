import { asc, count, eq } from 'drizzle-orm';
import { inTransaction, isUniqueViolation, type Ctx } from '@/db/ctx';
import { categories, tutorials } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Category } from '../schemas';
import { findVisible } from './read-tutorial';
import { slugify } from './slug';

/** Where every tutorial stands that nobody has put elsewhere. */
export const generatedCategory = 'AI Generated Tutorials';

/** The shelves, by name, with how many tutorials stand on each. */
export async function listCategories(ctx: Ctx): Promise<{ categories: Category[] }> {
  await ensureCategory(ctx, generatedCategory);
  const rows = await ctx.db
    .select({ id: categories.id, name: categories.name, slug: categories.slug, tutorials: count(tutorials.id) })
    .from(categories)
    .leftJoin(tutorials, eq(tutorials.categoryId, categories.id))
    .groupBy(categories.id, categories.name, categories.slug)
    .orderBy(asc(categories.name));
  return { categories: rows.map((row) => ({ ...row, fixed: row.slug === slugify(generatedCategory) })) };
}

/** A new shelf. Throws `conflict` where one of this name is there. */
export async function createCategory(ctx: Ctx, { name }: { readonly name: string }): Promise<Category> {
  const row = { id: newId(), name, slug: slugify(name) };
  await unlessTaken(name, () => ctx.db.insert(categories).values(row));
  return { ...row, tutorials: 0, fixed: false };
}

/** Another name for a shelf; its tutorials stay on it. */
export async function renameCategory(ctx: Ctx, { id, name }: { readonly id: string; readonly name: string }): Promise<Category> {
  await findMutable(ctx, id);
  await unlessTaken(name, () =>
    ctx.db
      .update(categories)
      .set({ name, slug: slugify(name) })
      .where(eq(categories.id, id)),
  );
  return (await listCategories(ctx)).categories.find((category) => category.id === id)!;
}

/** Takes a shelf away; its tutorials go to the one for all others. */
export async function deleteCategory(ctx: Ctx, { id }: { readonly id: string }): Promise<{ id: string; moved: number }> {
  return inTransaction(ctx, async (inner) => {
    await findMutable(inner, id);
    const home = await ensureCategory(inner, generatedCategory);
    const moved = await inner.db
      .update(tutorials)
      .set({ categoryId: home })
      .where(eq(tutorials.categoryId, id))
      .returning({ id: tutorials.id });
    await inner.db.delete(categories).where(eq(categories.id, id));
    return { id, moved: moved.length };
  });
}

/** Puts a tutorial on a shelf. */
export async function assignCategory(
  ctx: Ctx,
  { slug, categoryId }: { readonly slug: string; readonly categoryId: string },
): Promise<{ slug: string; category: string }> {
  const tutorial = await findVisible(ctx, slug);
  const [category] = await ctx.db.select().from(categories).where(eq(categories.id, categoryId));
  if (!category) throw noCategory();
  await ctx.db.update(tutorials).set({ categoryId }).where(eq(tutorials.id, tutorial.id));
  return { slug, category: category.name };
}

/** The id of a category by its name, which is made where it is missing. */
export async function ensureCategory(ctx: Ctx, name: string): Promise<string> {
  const slug = slugify(name);
  await ctx.db.insert(categories).values({ id: newId(), name, slug }).onConflictDoNothing();
  const [row] = await ctx.db.select({ id: categories.id }).from(categories).where(eq(categories.slug, slug));
  return row.id;
}

async function findMutable(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.db.select().from(categories).where(eq(categories.id, id));
  if (!row) throw noCategory();
  if (row.slug === slugify(generatedCategory))
    throw new LoamError('conflict', `“${row.name}” is where new tutorials go: it keeps its name and stays.`);
}

async function unlessTaken(name: string, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new LoamError('conflict', `There is a category like “${name}” already. Choose another name.`, {
      fields: { name: 'There is one like it already' },
      cause: error,
    });
  }
}

function noCategory(): LoamError {
  return new LoamError('not_found', 'There is no such category.');
}
