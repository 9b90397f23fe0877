import { describe, expect, it } from 'vitest';
import type { Access } from '@/lib/core/contract';
import type { Actor } from '@/lib/core/ctx';
import { toLoamError } from '@/lib/core/errors';
import { roles, type Role } from '@/lib/vocabulary/roles';
import { authorise } from './authorise';

const verdict = (actor: Actor<Role>, access: Access, scope?: string): string => {
  try {
    authorise(actor, { access, scope, method: 'POST' });
    return 'ok';
  } catch (error) {
    return toLoamError(error).code;
  }
};
const user = (role: Role, scopes?: string[]): Actor<Role> => ({ kind: 'user', userId: 'u', role, scopes });

describe('authorise', () => {
  it('has an answer for every role and access', () => {
    const table = (['anyone', ...roles] as const).map((access) => [
      access,
      verdict({ kind: 'anonymous' }, access),
      ...roles.map((role) => verdict(user(role), access)),
    ]);
    expect(table).toEqual([
      ['anyone', 'ok', 'ok', 'ok', 'ok'],
      ['learner', 'not_signed_in', 'ok', 'ok', 'ok'],
      ['trainer', 'not_signed_in', 'forbidden', 'ok', 'ok'],
      ['admin', 'not_signed_in', 'forbidden', 'forbidden', 'ok'],
    ]);
  });

  it('tells a person whose session has ended what to do, and a program too', () => {
    const refuse = () => authorise({ kind: 'anonymous' }, { access: 'learner', method: 'POST' });
    expect(refuse).toThrow(/^You are not signed in, or no longer\. Sign in and try again\./);
    expect(refuse).toThrow(/Authorization: Bearer/);
  });

  it('holds a token to its scopes, and never above the role of its owner', () => {
    expect(verdict(user('admin', ['tutorials:read']), 'learner', 'tutorials:read')).toBe('ok');
    expect(verdict(user('admin', ['tutorials:read']), 'learner', 'tutorials:write')).toBe('forbidden');
    expect(verdict(user('admin', ['tutorials:read']), 'learner')).toBe('forbidden');
    expect(verdict(user('learner', ['*']), 'admin')).toBe('forbidden');
    expect(verdict(user('learner', ['*']), 'learner')).toBe('ok');
  });
});
