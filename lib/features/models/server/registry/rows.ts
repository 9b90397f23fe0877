import { and, desc, eq, isNull, or, type SQL } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { modelPromotions, models, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';
import { writeActive } from './active-file';

export type ModelRow = typeof models.$inferSelect;
export type VersionRow = typeof modelVersions.$inferSelect;

/** Models that the caller may see: everybody's, and their own; all for the system and admins. */
export function visibleModels({ actor }: Ctx): SQL | undefined {
  if (actor.kind === 'system' || (actor.kind === 'user' && actor.role === 'admin')) return undefined;
  if (actor.kind === 'user') return or(isNull(models.ownerId), eq(models.ownerId, actor.userId));
  throw new LoamError('not_signed_in', 'Sign in to see models.');
}

/** Nothing where the caller may see a name, or nobody has it. @throws LoamError `not_found` for somebody else's model */
export async function requireVisible(ctx: Ctx, wanted: string): Promise<void> {
  const [name] = wanted.split('@');
  const [there] = await ctx.db.select({ name: models.name }).from(models).where(eq(models.name, name));
  const [visible] = await ctx.db
    .select({ name: models.name })
    .from(models)
    .where(and(eq(models.name, name), visibleModels(ctx)));
  if (there && !visible) throw new LoamError('not_found', `There is no model “${wanted}”.`);
}

/** Whether the caller may change a model: their own; everybody's for trainers; all for admins. */
export function requireMayChange({ actor }: Ctx, ownerId: string | null, what: string): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'user' && (actor.role === 'admin' || ownerId === actor.userId || (ownerId === null && actor.role === 'trainer'))) return;
  throw new LoamError('forbidden', `Only trainers may change ${what}.`);
}

/** A version with its model. @throws LoamError `not_found` */
export async function findVersion(ctx: Ctx, wanted: string): Promise<{ model: ModelRow; version: VersionRow }> {
  const [name, version] = wanted.split('@');
  const [found] = await ctx.db
    .select({ model: models, version: modelVersions })
    .from(modelVersions)
    .innerJoin(models, eq(models.name, modelVersions.name))
    .where(and(eq(modelVersions.name, name), eq(modelVersions.version, version ?? ''), visibleModels(ctx)));
  if (!found) throw new LoamError('not_found', `There is no version ${wanted} that was trained or imported here.`);
  return found;
}

/** The version of a name that is in use; undefined where that is the one that came with Loam, or none. */
export async function activeVersion(ctx: Ctx, name: string): Promise<VersionRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(modelVersions)
    .where(and(eq(modelVersions.name, name), eq(modelVersions.stage, 'active')));
  return row;
}

/**
 * Versions in the order in which they serve: the one in use, then those that were, the latest first. A version that somebody
 * took out of use by rolling back is not among them.
 */
async function servingOrder(ctx: Ctx, name: string): Promise<string[]> {
  const active = await activeVersion(ctx, name);
  if (!active) return [];
  const there = await ctx.db.select({ version: modelVersions.version }).from(modelVersions).where(eq(modelVersions.name, name));
  return [active.version, ...(await formerVersions(ctx, name, active.version))].filter((version) =>
    there.some((row) => row.version === version),
  );
}

/** What was in use before a version was put into use, and before that, and so on; none twice. */
export async function formerVersions(ctx: Ctx, name: string, version: string): Promise<string[]> {
  const history = await ctx.db
    .select()
    .from(modelPromotions)
    .where(eq(modelPromotions.name, name))
    .orderBy(desc(modelPromotions.at), desc(modelPromotions.id));
  const former: string[] = [];
  let at: string | null = version;
  while (at !== null) {
    const change: (typeof history)[number] | undefined = history.find((row) => row.version === at && row.reason !== 'rollback');
    at = change?.previous ?? null;
    if (at === null || at === version || former.includes(at)) break;
    former.push(at);
  }
  return former;
}

/** Makes the file that processes without a database read say what the rows say. */
export async function projectActive(ctx: Ctx, name: string): Promise<void> {
  const { dataDir } = currentApp<Ctx>().settings;
  const turns = singleton('active-model-files', () => ({ last: Promise.resolve() as Promise<unknown> }));
  const write = async (): Promise<void> => {
    let written: string | undefined;
    for (;;) {
      const order = await servingOrder(ctx, name);
      if (JSON.stringify(order) === written) return;
      await writeActive(dataDir, name, order);
      written = JSON.stringify(order);
    }
  };
  const turn = turns.last.then(write, write);
  turns.last = turn.catch(() => undefined);
  await turn;
}

/** The same for every model: at the start, and after a backup was put back. */
export async function projectAll(ctx: Ctx): Promise<void> {
  for (const { name } of await ctx.db.select({ name: models.name }).from(models)) await projectActive(ctx, name);
}

/** Runs `fn` while nobody else changes what is in use of a name. The model's row must be there. */
export async function holdingModel<T>(ctx: Ctx, name: string, fn: (ctx: Ctx, model: ModelRow) => Promise<T>): Promise<T> {
  return inTransaction(ctx, async (inner) => {
    const [row] = await inner.db.select().from(models).where(eq(models.name, name)).for('update');
    if (!row) throw new LoamError('not_found', `There is no model ${name}.`);
    return fn(inner, row);
  });
}
