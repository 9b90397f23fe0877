import { NextResponse, type NextRequest } from 'next/server';
import { pagePolicy } from '@/lib/core/content-security';

/** Gives each page its content security policy; Next puts the nonce on the scripts it writes. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const contentPolicy = pagePolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', contentPolicy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', contentPolicy);
  return response;
}

/** Only documents need a nonce: data routes and static files keep the policy of next.config.ts. */
export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/|pyodide/|runner/|js/).*)',
      has: [{ type: 'header', key: 'accept', value: '(.*)text/html(.*)' }],
    },
  ],
};
