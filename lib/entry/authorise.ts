import type { Operation } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { LoamError, notSignedIn } from '@/lib/core/errors';
import { includesRole, type Role } from '@/lib/vocabulary/roles';

/** Lets an actor through to an operation, or throws `not_signed_in` or `forbidden`. */
export function authorise(actor: Actor<Role>, { access, scope, method }: Pick<Operation, 'access' | 'scope' | 'method'>): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'user' && actor.scopes && !isInScope(actor.scopes, scope)) {
    throw new LoamError('forbidden', `This token may not do that. It needs the scope ${scope ?? '*'}.`);
  }
  if (access === 'anyone') return;
  if (actor.kind === 'anonymous') {
    throw notSignedIn();
  }
  if (!includesRole(actor.role, access)) {
    throw new LoamError('forbidden', `This needs the role ${access}; yours is ${actor.role}.`, { extra: { method } });
  }
}

/** An operation without a scope of its own asks a token for everything. */
function isInScope(held: readonly string[], needed: string | undefined): boolean {
  return held.includes('*') || (needed !== undefined && held.includes(needed));
}
