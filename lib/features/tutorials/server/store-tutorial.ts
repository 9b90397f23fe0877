import { createHash } from 'node:crypto';
import { count, eq } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { tutorials } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import type { Stage, Tutorial, TutorialContent, Wish } from '../schemas';
import { ensureCategory, generatedCategory } from './categories';
import { numberedSlug, slugify } from './slug';

export interface FinishedTutorial extends Pick<Wish, 'topic' | 'level'> {
  readonly seed: number;
  readonly title: string;
  readonly content: TutorialContent;
  readonly stages: readonly Stage[];
}

/**
 * Keeps a tutorial under the first free slug of its title. Two at once get two slugs: the unique index decides.
 * @param alongside what is kept with it, or not at all: runs in the same transaction
 */
export async function storeTutorial(
  ctx: Ctx,
  finished: FinishedTutorial,
  alongside?: (ctx: Ctx, tutorialId: string) => Promise<void>,
): Promise<Tutorial> {
  const contentHash = createHash('sha256').update(JSON.stringify(finished.content)).digest('hex');
  const base = slugify(finished.title);
  return inTransaction(ctx, async (inner) => {
    const category = await ensureCategory(inner, generatedCategory);
    const row = {
      id: newId(),
      ownerId: requireUserId(inner),
      title: finished.title,
      topic: finished.topic,
      level: finished.level,
      minutes: finished.content.steps.reduce((sum, step) => sum + step.minutes, 0),
      categoryId: category,
      content: finished.content,
      stages: finished.stages,
      contentHash,
      seed: finished.seed,
      createdAt: inner.clock.now(),
    };
    // Titles are repeated by the hundred: begin where the last one ended. The unique index settles a race.
    const [{ taken }] = await inner.db.select({ taken: count() }).from(tutorials).where(eq(tutorials.title, finished.title));
    for (let n = taken + 1; ; n++) {
      const slug = numberedSlug(base, n);
      const [kept] = await inner.db
        .insert(tutorials)
        .values({ ...row, slug })
        .onConflictDoNothing({ target: tutorials.slug })
        .returning({ id: tutorials.id });
      if (!kept) continue;
      await alongside?.(inner, kept.id);
      const { topic, level, minutes, title } = row;
      return {
        id: row.id,
        slug,
        title,
        topic,
        level,
        minutes,
        category: generatedCategory,
        shared: false,
        own: true,
        ratings: { average: null, count: 0, mine: null },
        createdAt: row.createdAt.toISOString(),
        ...finished.content,
        seed: finished.seed,
        contentHash,
        stages: [...finished.stages],
      };
    }
  });
}
