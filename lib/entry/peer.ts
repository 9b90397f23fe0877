import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { currentApp } from '@/lib/core/app';
import { plainAddress } from '@/lib/core/address-list';

/** Carries the address of the socket from Node's server to the handlers; what a caller sends under this name is overwritten. */
export const peerHeader = 'x-loam-peer';

/** From now on, every request to a server of this process says truly which address its connection came from. */
export function markPeers(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? '';
  });
}

/**
 * The address of whoever asks. A proxy's word (X-Forwarded-For) counts only where the connection comes from a
 * trusted one: then the last address in its list that is no trusted proxy itself.
 */
export function clientAddress(headers: Headers): string {
  const peer = plainAddress(headers.get(peerHeader) ?? '');
  if (!isTrusted(peer)) return peer || 'unknown';
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map(plainAddress).filter(Boolean);
  return hops.reverse().find((hop) => !isTrusted(hop)) ?? hops.at(-1) ?? peer;
}

/** The host that the caller asked for: the Host header, or what a trusted proxy says it was. */
export function requestedHost(headers: Headers): string | undefined {
  const host = headers.get('host') ?? undefined;
  return isTrusted(plainAddress(headers.get(peerHeader) ?? '')) ? (headers.get('x-forwarded-host') ?? host) : host;
}

function isTrusted(address: string): boolean {
  return currentApp().settings.isTrustedProxy(address);
}
