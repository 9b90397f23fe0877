import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/entry/auth-options';
import { countSignIn } from '@/lib/entry/rate-limit';
import { refuseLargeBody } from '@/lib/entry/read-input';

interface AuthParams {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** Bytes of the largest form that signs in: an address, a password, a token, and the address to come back to. */
const largestForm = 64 * 1024;

async function handler(request: NextRequest, route: AuthParams): Promise<Response> {
  const refused = refuseLargeBody(request, largestForm) ?? (await countSignIn(request));
  if (refused) return refused;
  return (NextAuth(authOptions()) as (request: NextRequest, route: AuthParams) => Promise<Response>)(request, route);
}

export { handler as GET, handler as POST };
