import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/entry/auth-options';
import { countSignIn } from '@/lib/entry/rate-limit';

interface AuthParams {
  readonly params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, route: AuthParams): Promise<Response> {
  const refused = await countSignIn(request);
  if (refused) return refused;
  return (NextAuth(authOptions()) as (request: NextRequest, route: AuthParams) => Promise<Response>)(request, route);
}

export { handler as GET, handler as POST };
