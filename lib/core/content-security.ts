/**
 * Content security policies (CSP level 3), one for each kind of response. They live here because both
 * proxy.ts (pages, with a nonce per request) and next.config.ts (everything else) hand them out.
 */

type Directives = Readonly<Record<string, readonly string[]>>;

function policy(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

/**
 * Policy of an HTML page. Scripts run only with this response's nonce, or when such a script loads them.
 * Style stays open to inline rules: radix and recharts position with style attributes, and no rule can
 * reach another origin, since every other directive stops at 'self'.
 *
 * @param nonce base64, fresh for each response
 * @param development React needs eval there to rebuild server stacks, and hot reload needs a socket
 */
export function pagePolicy(nonce: string, development: boolean): string {
  return policy({
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(development ? ['ws:'] : [])],
    'frame-src': ["'self'"],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  });
}

/** Policy of whatever is no page: JSON, event streams, files. Opened as a document, they may do nothing. */
export const dataPolicy = policy({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] });

/**
 * Policy of the frame in which learners' code runs. `sandbox` gives it an opaque origin, so it has no
 * cookies, no storage and no same-origin rights; no directive names a network source, so neither the
 * frame nor the workers that inherit its policy can fetch anything. What they need comes by message.
 *
 * @param scriptHash base64 of the sha-256 of the frame's only inline script
 */
export function runnerFramePolicy(scriptHash: string): string {
  return policy({
    'default-src': ["'none'"],
    'script-src': [`'sha256-${scriptHash}'`, 'blob:', "'wasm-unsafe-eval'"],
    'worker-src': ['blob:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'"],
    sandbox: ['allow-scripts'],
  });
}

/** The text of the only inline script of a page, exactly as the browser hashes it. Throws when there is not exactly one. */
export function inlineScript(html: string): string {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)];
  const [script] = scripts;
  if (script?.[1] === undefined || scripts.length !== 1) throw new Error(`expected one inline script, found ${scripts.length}`);
  return script[1];
}

/** Headers of every response, beside its policy. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
};
