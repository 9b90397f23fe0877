import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/entry/auth-options';
import { countSignIn } from '@/lib/entry/rate-limit';
import type { RouteParams } from '@/lib/entry/route';

type NextAuthHandler = (request: NextRequest, route: RouteParams) => Promise<Response>;

async function handler(request: NextRequest, route: RouteParams): Promise<Response> {
  const refused = await countSignIn(request);
  if (refused) return refused;
  return (NextAuth(authOptions()) as NextAuthHandler)(request, route);
}

export { handler as GET, handler as POST };
