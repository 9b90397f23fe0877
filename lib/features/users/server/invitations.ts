import { and, desc, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { invitations, users } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId, newSecret } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import { hashSecret, requireUserId } from '@/lib/features/auth/server';
import { readSetting } from '@/lib/features/settings/server';
import type { createdInvitationSchema, InvitationView, inviteInput } from '../schemas';

const shownAtMost = 200;

/** Makes an invitation; only the hash of its link's secret is kept. Throws `conflict` where the address has an account. */
export async function invite(ctx: Ctx, input: z.output<typeof inviteInput>): Promise<z.output<typeof createdInvitationSchema>> {
  const days = input.days ?? (await readSetting(ctx, 'INVITATION_DAYS'));
  const token = newSecret();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + days * 24 * 3600 * 1000);
  const row = { id: newId(), inviterId: requireUserId(ctx), role: input.role, email: input.email ?? null, note: input.note ?? null };
  return inTransaction(ctx, async (inner) => {
    if (input.email) await refuseKnownAddress(inner, input.email);
    await inner.db.insert(invitations).values({ ...row, tokenHash: hashSecret(token), createdAt: now, expiresAt });
    await recordAudit(inner, { action: 'invitation.create', subject: row.id, details: { role: row.role, days } });
    const link = `${currentApp<Ctx>().settings.address}/join/${token}`;
    return { id: row.id, role: row.role, link, expiresAt: expiresAt.toISOString() };
  });
}

/** The latest invitations of all admins. */
export async function listInvitations(ctx: Ctx): Promise<{ invitations: InvitationView[] }> {
  const inviters = alias(users, 'inviters');
  const rows = await ctx.db
    .select({ invitation: invitations, inviter: inviters.name, usedBy: users.email })
    .from(invitations)
    .innerJoin(inviters, eq(inviters.id, invitations.inviterId))
    .leftJoin(users, eq(users.id, invitations.usedById))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(shownAtMost);
  const now = ctx.clock.now();
  return {
    invitations: rows.map(({ invitation, inviter, usedBy }) => ({
      id: invitation.id,
      role: invitation.role,
      email: invitation.email,
      note: invitation.note,
      state: stateOf(invitation, now),
      inviter,
      usedBy,
      createdAt: invitation.createdAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
    })),
  };
}

/** Takes an invitation back. Throws `not_found` where none is open under this id. */
export async function revokeInvitation(ctx: Ctx, { id }: { id: string }): Promise<{ done: true }> {
  return inTransaction(ctx, async (inner) => {
    const revoked = await inner.db
      .update(invitations)
      .set({ revokedAt: inner.clock.now() })
      .where(and(eq(invitations.id, id), isNull(invitations.usedAt), isNull(invitations.revokedAt)))
      .returning({ id: invitations.id });
    if (revoked.length === 0) throw new LoamError('not_found', 'There is no such open invitation.');
    await recordAudit(inner, { action: 'invitation.revoke', subject: id });
    return { done: true };
  });
}

function stateOf(invitation: typeof invitations.$inferSelect, now: Date): InvitationView['state'] {
  if (invitation.usedAt) return 'used';
  if (invitation.revokedAt) return 'revoked';
  return invitation.expiresAt <= now ? 'expired' : 'open';
}

async function refuseKnownAddress(ctx: Ctx, email: string): Promise<void> {
  const [known] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (known) throw new LoamError('conflict', 'There is an account with this e-mail address already.', { fields: { email: 'Taken' } });
}
