import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { users } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { demoUserId } from '@/lib/features/auth/server';
import { includesRole } from '@/lib/vocabulary/roles';

/** Whose examples and models a call is about. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Profiles have no login: they stand for people of whom only an older client knows. */
const profileDomain = '@profile.invalid';

/**
 * The person that a call names, or who calls. Others may be named by trainers and admins – with a token only where it has the scope
 * `autotrain:any` – and the demo user may name profiles. Where `create` is set, an unknown name becomes a profile without a login.
 * @throws LoamError `forbidden`, `not_found`, `not_signed_in`, `conflict` for a new name that a profile has in other capitals
 */
export async function whose(ctx: Ctx, userId: string | undefined, { create = false } = {}): Promise<Person> {
  const { actor } = ctx;
  const own = actor.kind === 'user' ? actor.userId : undefined;
  const wanted = userId ?? own;
  if (wanted === undefined) throw new LoamError('not_signed_in', 'Sign in first, or send an API token: Authorization: Bearer <token>.');
  if (wanted !== own && !mayNameOthers(ctx)) {
    throw new LoamError('forbidden', 'You may name yourself only. Trainers may name others; their tokens need the scope autotrain:any.', {
      fields: { user_id: 'Leave it out, or give your own' },
    });
  }
  const [found] = await ctx.db.select({ id: users.id, name: users.name, email: users.email }).from(users).where(eq(users.id, wanted));
  if (found) {
    if (own === demoUserId && wanted !== own && !found.email.endsWith(profileDomain))
      throw new LoamError('forbidden', 'Without a token only profiles can be named. Send a token of this account.');
    return { id: found.id, name: found.name };
  }
  if (!create) throw new LoamError('not_found', `Nobody is known as ${wanted}.`);
  await ctx.db
    .insert(users)
    .values({ id: wanted, email: `${wanted.toLowerCase()}${profileDomain}`, name: wanted, role: 'learner', createdAt: ctx.clock.now() })
    .onConflictDoNothing();
  // Two calls at once make one profile; a name in other capitals is somebody else's.
  const [made] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.id, wanted));
  if (!made)
    throw new LoamError('conflict', `${wanted} differs from a known name in capitals only. Write it as before, or choose another.`);
  return { id: wanted, name: wanted };
}

function mayNameOthers({ actor }: Ctx): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'user') return false;
  if (actor.userId === demoUserId) return true;
  // A star stands for one's own rights: those over other people have to be given by name.
  return includesRole(actor.role, 'trainer') && (actor.scopes === undefined || actor.scopes.includes('autotrain:any'));
}
