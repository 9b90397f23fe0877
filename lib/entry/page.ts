import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { Access } from '@/lib/core/contract';
import { newId } from '@/lib/core/ids';
import { authenticateSession } from '@/lib/features/auth/server';
import { includesRole } from '@/lib/vocabulary/roles';
import { readSessionId } from './authenticate';
import { clientAddress } from './peer';

/**
 * The context of a page. Somebody who may not see it is sent to sign in (and comes back), or to the
 * home page where their role is too low.
 */
export async function page(access: Access, here: string): Promise<Ctx> {
  const ctx = await pageContext();
  if (access === 'anyone') return ctx;
  if (ctx.actor.kind !== 'user') redirect(`/sign-in?next=${encodeURIComponent(here)}`);
  if (!includesRole(ctx.actor.role, access)) redirect('/');
  return ctx;
}

/** The visitor's context, whoever they are. */
export async function pageContext(): Promise<Ctx> {
  const requestHeaders = new Headers(await headers());
  const anonymous = currentApp<Ctx>().createContext({
    actor: { kind: 'anonymous' },
    requestId: newId(),
    address: clientAddress(requestHeaders),
  });
  const sessionId = await readSessionId(requestHeaders);
  if (!sessionId) return anonymous;
  return { ...anonymous, actor: await authenticateSession(anonymous, sessionId) };
}
