import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { invitations } from '@/db/schema';
import { hashSecret } from './secret-hash';

export type Invitation = typeof invitations.$inferSelect;

/** The invitation behind a link's secret, where it still holds. */
export async function findInvitation(ctx: Ctx, token: string): Promise<Invitation | undefined> {
  const [invitation] = await ctx.db.select().from(invitations).where(stillHolds(ctx, token));
  return invitation;
}

/** Uses an invitation up for a new account. False where it was used, taken back or too old by then. */
export async function useUpInvitation(ctx: Ctx, token: string, userId: string): Promise<boolean> {
  const used = await ctx.db
    .update(invitations)
    .set({ usedAt: ctx.clock.now(), usedById: userId })
    .where(stillHolds(ctx, token))
    .returning({ id: invitations.id });
  return used.length > 0;
}

function stillHolds(ctx: Ctx, token: string) {
  return and(
    eq(invitations.tokenHash, hashSecret(token)),
    isNull(invitations.usedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, ctx.clock.now()),
  );
}
