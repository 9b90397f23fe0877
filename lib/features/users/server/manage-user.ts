import { and, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { jobProgress, users } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import { createPasswordReset, endPasswordResets, endSessions, endTokens } from '@/lib/features/auth/server';
import { cancelJob } from '@/lib/jobs/queue';
import type { linkSchema, ManagedUser, setRoleInput, signedOutSchema } from '../schemas';
import { removeFolders, takeBelongings } from './belongings';
import { findUser } from './find-user';
import { keepAnAdmin, refuseOneself } from './keep-an-admin';
import { readUser } from './list-users';

interface UserRef {
  readonly user: string;
}

/** Gives somebody another role. Throws `conflict` for the last admin. */
export async function setRole(ctx: Ctx, { user, role }: z.output<typeof setRoleInput>): Promise<ManagedUser> {
  return inTransaction(ctx, async (inner) => {
    const { id, role: before } = await findUser(inner, user);
    if (role !== before) {
      if (before === 'admin') await keepAnAdmin(inner, id);
      await inner.db.update(users).set({ role }).where(eq(users.id, id));
      await recordAudit(inner, { action: 'user.role', subject: id, details: { before, after: role } });
    }
    return readUser(inner, { user: id });
  });
}

/** Keeps somebody out. Throws `conflict` for oneself and for the last admin. */
export async function disableUser(ctx: Ctx, { user }: UserRef): Promise<ManagedUser> {
  return inTransaction(ctx, async (inner) => {
    const { id, disabledAt } = await findUser(inner, user);
    refuseOneself(inner, id);
    if (!disabledAt) {
      await keepAnAdmin(inner, id);
      await inner.db.update(users).set({ disabledAt: inner.clock.now() }).where(eq(users.id, id));
      const sessions = await endSessions(inner, id);
      await endPasswordResets(inner, id);
      await recordAudit(inner, { action: 'user.disable', subject: id, details: { sessionsEnded: sessions } });
    }
    return readUser(inner, { user: id });
  });
}

/** Lets somebody in again. */
export async function enableUser(ctx: Ctx, { user }: UserRef): Promise<ManagedUser> {
  return inTransaction(ctx, async (inner) => {
    const { id, disabledAt } = await findUser(inner, user);
    if (disabledAt) {
      await inner.db.update(users).set({ disabledAt: null }).where(eq(users.id, id));
      await recordAudit(inner, { action: 'user.enable', subject: id });
    }
    return readUser(inner, { user: id });
  });
}

/** Ends all of somebody's sessions and tokens, and open links for a new password. */
export async function signOutUser(ctx: Ctx, { user }: UserRef): Promise<z.output<typeof signedOutSchema>> {
  return inTransaction(ctx, async (inner) => {
    const { id } = await findUser(inner, user);
    const ended = { sessions: await endSessions(inner, id), tokens: await endTokens(inner, id) };
    await endPasswordResets(inner, id);
    await recordAudit(inner, { action: 'user.sign-out', subject: id, details: ended });
    return ended;
  });
}

/** Makes a link for a new password. Throws `conflict` for an account that is disabled. */
export async function resetUserPassword(ctx: Ctx, { user }: UserRef): Promise<z.output<typeof linkSchema>> {
  return inTransaction(ctx, async (inner) => {
    const { id, disabledAt } = await findUser(inner, user);
    if (disabledAt) throw new LoamError('conflict', 'This account is disabled. Enable it first.');
    const { token, expiresAt } = await createPasswordReset(inner, id);
    await recordAudit(inner, { action: 'user.reset', subject: id });
    return { link: `${currentApp<Ctx>().settings.address}/reset-password/${token}`, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Deletes an account. The rows that it owns go with it (their foreign keys cascade), then the folders of its models and trainings; its jobs
 * are cancelled first. Throws `conflict` for oneself and for the last admin.
 */
export async function deleteUser(ctx: Ctx, { user }: UserRef): Promise<{ done: true }> {
  const folders = await inTransaction(ctx, async (inner) => {
    const { id, role } = await findUser(inner, user);
    refuseOneself(inner, id);
    await keepAnAdmin(inner, id);
    const jobs = await inner.db
      .select({ id: jobProgress.id })
      .from(jobProgress)
      .where(and(eq(jobProgress.ownerId, id), inArray(jobProgress.state, ['queued', 'running'])));
    for (const job of jobs) await cancelJob(inner, job.id);
    const own = await takeBelongings(inner, id);
    await inner.db.delete(users).where(eq(users.id, id));
    await recordAudit(inner, { action: 'user.delete', subject: id, details: { role } });
    return own;
  });
  await removeFolders(ctx, folders);
  return { done: true };
}
