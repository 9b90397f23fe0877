import { and, desc, eq, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { apiTokens } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId, newSecret } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { ApiToken, createTokenInput, createdTokenSchema } from '../schemas';
import { requireUserId } from './actor';
import { hashSecret } from './secret-hash';

const prefixLength = 10;

/** The caller's tokens that still work or may, the latest first. */
export async function listTokens(ctx: Ctx): Promise<{ tokens: ApiToken[] }> {
  const rows = await ctx.db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.userId, requireUserId(ctx)), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt));
  return { tokens: rows.map(toView) };
}

/** Makes a token with at most the caller's own rights; only its hash is kept. */
export async function createToken(ctx: Ctx, input: z.output<typeof createTokenInput>): Promise<z.output<typeof createdTokenSchema>> {
  const held = ctx.actor.kind === 'user' ? ctx.actor.scopes : undefined;
  if (held && !held.includes('*') && input.scopes.some((scope) => !held.includes(scope))) {
    throw new LoamError('forbidden', 'A token cannot make a token that may do more than itself.');
  }
  const token = `loam_${newSecret()}`;
  const now = ctx.clock.now();
  const row = {
    id: newId(),
    userId: requireUserId(ctx),
    name: input.name,
    tokenHash: hashSecret(token),
    prefix: token.slice(0, prefixLength),
    scopes: input.scopes as string[],
    createdAt: now,
    expiresAt: input.expiresInDays ? new Date(now.getTime() + input.expiresInDays * 24 * 3600 * 1000) : null,
    lastUsedAt: null,
  };
  await inTransaction(ctx, async (inner) => {
    await inner.db.insert(apiTokens).values(row);
    await recordAudit(inner, { action: 'token.create', subject: row.id, details: { name: row.name, scopes: row.scopes } });
  });
  return { ...toView(row), token };
}

/** Makes one of the caller's tokens useless. Throws `not_found` for anybody else's. */
export async function revokeToken(ctx: Ctx, input: { id: string }): Promise<{ done: true }> {
  return inTransaction(ctx, async (inner) => {
    const revoked = await inner.db
      .update(apiTokens)
      .set({ revokedAt: inner.clock.now() })
      .where(and(eq(apiTokens.id, input.id), eq(apiTokens.userId, requireUserId(inner)), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id });
    if (revoked.length === 0) throw new LoamError('not_found', 'You have no such token.');
    await recordAudit(inner, { action: 'token.revoke', subject: input.id });
    return { done: true };
  });
}

/** Makes all of a person's tokens useless. Returns how many there were. */
export async function endTokens(ctx: Ctx, userId: string): Promise<number> {
  const ended = await ctx.db
    .update(apiTokens)
    .set({ revokedAt: ctx.clock.now() })
    .where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return ended.length;
}

function toView(
  row: Pick<typeof apiTokens.$inferSelect, 'id' | 'name' | 'prefix' | 'scopes' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>,
): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
