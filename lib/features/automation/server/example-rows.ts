import { and, desc, eq, inArray, isNotNull, type SQL } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { trainingExamples } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import type { StoryScore } from '@/lib/features/stories';
import { partSchema, type Example } from '../schemas';
import { signatureFromBytes, vectorFromBytes, type Known } from './near-duplicates';

export type ExampleRow = typeof trainingExamples.$inferSelect;

/** What of a score is kept. */
export function keptParts(score: StoryScore): Example['parts'] {
  return score.parts.map(({ fault, label, points }) => ({ fault, label, points }));
}

export function scorerName({ model, writer }: StoryScore): string {
  return `${model.name} ${model.version} with ${writer.name} ${writer.version}`;
}

/** The texts that a new one may not repeat: all of the person's, whether collected or kept out for their points. */
export async function knownTexts(ctx: Ctx, ownerId: string): Promise<Known[]> {
  const rows = await ctx.db
    .select({ id: trainingExamples.id, signature: trainingExamples.signature, vector: trainingExamples.vector })
    .from(trainingExamples)
    .where(
      and(
        eq(trainingExamples.ownerId, ownerId),
        inArray(trainingExamples.state, ['collected', 'below_threshold']),
        isNotNull(trainingExamples.signature),
      ),
    );
  return rows.map(({ id, signature, vector }) => ({
    id,
    signature: signatureFromBytes(signature!),
    vector: vector ? vectorFromBytes(vector) : undefined,
  }));
}

/** One of a person's examples. Throws `not_found`. */
export async function findExample(ctx: Ctx, ownerId: string, id: string): Promise<ExampleRow> {
  const [row] = await ctx.db
    .select()
    .from(trainingExamples)
    .where(and(eq(trainingExamples.id, id), eq(trainingExamples.ownerId, ownerId)));
  if (!row) throw new LoamError('not_found', 'There is no such example.');
  return row;
}

/** A person's examples, the latest first. */
export async function selectExamples(ctx: Ctx, ownerId: string, where: SQL | undefined, limit?: number): Promise<ExampleRow[]> {
  const query = ctx.db
    .select()
    .from(trainingExamples)
    .where(and(eq(trainingExamples.ownerId, ownerId), where))
    .orderBy(desc(trainingExamples.createdAt), desc(trainingExamples.id));
  return limit === undefined ? query : query.limit(limit);
}

export function toExample(row: ExampleRow, inMemory: ReadonlySet<string>): Example {
  return {
    id: row.id,
    batch_id: row.batchId,
    voice: row.voice,
    model: row.modelName === null ? null : { name: row.modelName, version: row.modelVersion ?? '' },
    genre: row.genre,
    style: row.style,
    prompt: row.prompt,
    text: row.text,
    score: row.score,
    parts: partSchema.array().safeParse(row.parts).data ?? [],
    scored_by: row.estimator,
    settings: (row.settings ?? {}) as Record<string, unknown>,
    state: row.state,
    reason: row.reason,
    weight: row.weight,
    edited: row.edited,
    in_memory: inMemory.has(row.id),
    created_at: row.createdAt.toISOString(),
  };
}
