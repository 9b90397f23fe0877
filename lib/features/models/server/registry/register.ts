import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { models, modelVersions } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Manifest } from '@/lib/processes/inference/client';
import type { ModelKind } from '@/lib/vocabulary/model-kinds';
import type { TrainingKind } from '@/lib/vocabulary/training-kinds';
import type { VersionRow } from './rows';

export interface NewVersion {
  readonly name: string;
  readonly ownerId: string | null;
  readonly trainingKind: TrainingKind;
  readonly kind: ModelKind;
  readonly parent?: string | null;
  readonly runId?: string;
  readonly origin?: string;
}

/**
 * Gives the next version of a name, a candidate whose files are still to come. Asked again for the same run it gives the same.
 * @throws LoamError `conflict` where the name belongs to somebody else or to another kind
 */
export async function reserveVersion(ctx: Ctx, wanted: NewVersion): Promise<VersionRow> {
  return inTransaction(ctx, async (inner) => {
    if (wanted.runId !== undefined) {
      const [known] = await inner.db.select().from(modelVersions).where(eq(modelVersions.runId, wanted.runId));
      if (known) return known;
    }
    await inner.db
      .insert(models)
      .values({ name: wanted.name, ownerId: wanted.ownerId, trainingKind: wanted.trainingKind, createdAt: inner.clock.now() })
      .onConflictDoNothing();
    const [model] = await inner.db
      .update(models)
      .set({ nextNumber: sql`${models.nextNumber} + 1` })
      .where(eq(models.name, wanted.name))
      .returning();
    if (model.ownerId !== wanted.ownerId || model.trainingKind !== wanted.trainingKind)
      throw new LoamError('conflict', `The name ${wanted.name} is taken by a model of another kind or person. Choose another one.`);
    const number = model.nextNumber - 1;
    const [row] = await inner.db
      .insert(modelVersions)
      .values({
        id: newId(),
        name: wanted.name,
        version: `v${number}`,
        number,
        kind: wanted.kind,
        parent: wanted.parent ?? null,
        runId: wanted.runId ?? null,
        origin: wanted.origin ?? null,
        files: {},
        bytes: 0,
        metrics: {},
        createdAt: inner.clock.now(),
      })
      .returning();
    return row;
  });
}

export interface FinishedVersion {
  readonly manifest: Manifest;
  readonly dataSha256?: string | null;
  readonly sha256?: string | null;
  readonly metrics: unknown;
}

/** Writes down what lies in a reserved version's folder. */
export async function fillVersion(ctx: Ctx, id: string, { manifest, dataSha256, sha256, metrics }: FinishedVersion): Promise<void> {
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
  await ctx.db
    .update(modelVersions)
    .set({ files: manifest.files, bytes, kind: manifest.kind, dataSha256: dataSha256 ?? null, sha256: sha256 ?? null, metrics })
    .where(eq(modelVersions.id, id));
}
