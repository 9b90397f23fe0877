import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eq, inArray, or } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelAnswers, models, trainingRuns } from '@/db/schema';
import { currentApp } from '@/lib/core/app';

/** Deletes the counts of a person's models, which no foreign key ties to them. Returns the folders that are theirs, for {@link removeFolders}. */
export async function takeBelongings(ctx: Ctx, userId: string): Promise<string[]> {
  const own = await ctx.db.select({ name: models.name }).from(models).where(eq(models.ownerId, userId));
  const runs = await ctx.db
    .select({ id: trainingRuns.id })
    .from(trainingRuns)
    .where(or(eq(trainingRuns.ownerId, userId), eq(trainingRuns.modelOwnerId, userId)));
  const names = own.map(({ name }) => name);
  await ctx.db.delete(modelAnswers).where(inArray(modelAnswers.name, names));
  return [...names.map((name) => ['models', name]), ...runs.map(({ id }) => ['runs', id])].flatMap(([kind, name]) =>
    // Nothing that a row says leads out of its folder.
    path.basename(name) === name && !name.startsWith('.') ? [path.join(kind, name)] : [],
  );
}

/** Removes folders of the data folder. One that cannot be removed is logged, for the rows are gone already. */
export async function removeFolders(ctx: Ctx, folders: readonly string[]): Promise<void> {
  const { dataDir } = currentApp<Ctx>().settings;
  for (const folder of folders) {
    await rm(path.join(/* turbopackIgnore: true */ dataDir, folder), { recursive: true, force: true, maxRetries: 5 }).catch(
      (err: unknown) => ctx.log.error({ err, folder }, 'the files of a deleted person could not be removed; remove this folder by hand'),
    );
  }
}
