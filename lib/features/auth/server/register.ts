import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import { readSetting } from '@/lib/features/settings/server';
import type { registerInput, registrationSchema, User } from '../schemas';
import { findInvitation, useUpInvitation } from './invitations';
import { hashPassword } from './password';
import { hasAccount } from './setup';

/** Whether a stranger may make an account, and what the invitation that they hold offers. */
export async function registration(ctx: Ctx, { invitation: token }: { invitation?: string }): Promise<z.output<typeof registrationSchema>> {
  const invitation = token === undefined ? undefined : await findInvitation(ctx, token);
  return {
    open: (await readSetting(ctx, 'OPEN_REGISTRATION')) && (await hasAccount(ctx)),
    invitation: invitation ? { role: invitation.role, email: invitation.email, expiresAt: invitation.expiresAt.toISOString() } : null,
  };
}

/**
 * Makes an account: with the invitation's role, or as a learner where registration is open. Throws `forbidden`
 * where neither lets one in, `conflict` where the address is taken; then the invitation still holds.
 */
export async function register(ctx: Ctx, input: z.output<typeof registerInput>): Promise<User> {
  const { open, invitation } = await registration(ctx, input);
  // A link that no longer holds is told so, even where one could come in without it: its role would be missed.
  if (input.invitation !== undefined && !invitation) throw useless();
  if (!open && !invitation) throw new LoamError('forbidden', 'Making accounts is by invitation here. Ask an admin for a link.');
  if (invitation?.email && invitation.email !== input.email) {
    throw new LoamError('forbidden', 'This invitation is for another e-mail address.', {
      fields: { email: 'Use the address that was invited' },
    });
  }
  const passwordHash = await hashPassword(input.password);
  const user: User = { id: newId(), name: input.name, email: input.email, role: invitation?.role ?? 'learner' };
  return inTransaction(ctx, async (inner) => {
    const kept = await inner.db
      .insert(users)
      .values({ ...user, passwordHash, createdAt: inner.clock.now() })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (kept.length === 0) {
      throw new LoamError('conflict', 'There is an account with this e-mail address already. Sign in with it.', {
        fields: { email: 'Taken' },
      });
    }
    if (input.invitation !== undefined && !(await useUpInvitation(inner, input.invitation, user.id))) throw useless();
    const by = invitation ? 'invitation' : 'open registration';
    await recordAudit(inner, { action: 'account.register', subject: user.id, actorId: user.id, details: { role: user.role, by } });
    return user;
  });
}

function useless(): LoamError {
  return new LoamError('forbidden', 'This invitation was used already, taken back, or is past its time. Ask an admin for a new one.');
}
