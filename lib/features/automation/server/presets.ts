import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { genrePresets } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { ByIdInput, Preset, PresetInput, WhoseInput } from '../schemas';
import { whose } from './whose';

/** A person's favourite sets of genres, by name. */
export async function listPresets(ctx: Ctx, { user_id }: WhoseInput): Promise<{ presets: Preset[] }> {
  const person = await whose(ctx, user_id);
  const rows = await ctx.db.select().from(genrePresets).where(eq(genrePresets.ownerId, person.id)).orderBy(asc(genrePresets.name));
  return { presets: rows.map(toPreset) };
}

/** Keeps a set; one of the same name is replaced. */
export async function savePreset(ctx: Ctx, input: PresetInput): Promise<Preset> {
  const person = await whose(ctx, input.user_id, { create: true });
  const what = { genres: input.genres, numExamples: input.num_examples, storeInMemory: input.store_in_memory };
  const [row] = await ctx.db
    .insert(genrePresets)
    .values({ id: newId(), ownerId: person.id, name: input.name, ...what, createdAt: ctx.clock.now() })
    .onConflictDoUpdate({ target: [genrePresets.ownerId, genrePresets.name], set: what })
    .returning();
  return toPreset(row);
}

export async function deletePreset(ctx: Ctx, { user_id, id }: ByIdInput): Promise<{ done: true }> {
  const person = await whose(ctx, user_id);
  const gone = await ctx.db
    .delete(genrePresets)
    .where(and(eq(genrePresets.id, id), eq(genrePresets.ownerId, person.id)))
    .returning({ id: genrePresets.id });
  if (gone.length === 0) throw new LoamError('not_found', 'There is no such set.');
  return { done: true };
}

function toPreset({ id, name, genres: kept, numExamples, storeInMemory }: typeof genrePresets.$inferSelect): Preset {
  return { id, name, genres: knownGenres(kept), num_examples: numExamples, store_in_memory: storeInMemory };
}

/** Rows may be older than the list of genres. */
export function knownGenres(kept: unknown): Genre[] {
  return Array.isArray(kept) ? genres.filter((genre) => kept.includes(genre)) : [];
}
