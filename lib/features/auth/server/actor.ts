import type { Ctx } from '@/db/ctx';
import { notSignedIn } from '@/lib/core/errors';

/** The signed-in person's id. Throws `not_signed_in` for anybody else. */
export function requireUserId(ctx: Ctx): string {
  if (ctx.actor.kind === 'user') return ctx.actor.userId;
  throw notSignedIn();
}
