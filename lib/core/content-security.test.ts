import { describe, expect, it } from 'vitest';
import { dataPolicy, inlineScript, pagePolicy, runnerFramePolicy } from './content-security';

/** Directive → its values. */
const read = (policy: string) =>
  new Map(policy.split('; ').map((directive): [string, string[]] => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1)]));

describe('content security policies', () => {
  it('let a page run its own scripts only, without eval', () => {
    const page = read(pagePolicy('bm9uY2U=', false));
    expect(page.get('script-src')).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
    expect(page.get('connect-src')).toEqual(["'self'"]);
    expect(page.get('frame-ancestors')).toEqual(["'none'"]);
    expect(page.get('object-src')).toEqual(["'none'"]);
    expect(page.get('base-uri')).toEqual(["'none'"]);
  });

  it('open eval in development alone', () => {
    expect(pagePolicy('x', true)).toContain("'unsafe-eval'");
    expect(pagePolicy('x', false)).not.toContain("'unsafe-eval'");
  });

  it('name no other origin anywhere', () => {
    for (const policy of [pagePolicy('x', false), dataPolicy, runnerFramePolicy('x')]) expect(policy).not.toMatch(/https?:|\*/);
  });

  it('leave the runner frame no way to fetch, store or act as this origin', () => {
    const frame = read(runnerFramePolicy('aGFzaA=='));
    expect(frame.get('default-src')).toEqual(["'none'"]);
    expect(frame.has('connect-src')).toBe(false);
    expect(frame.get('script-src')).toEqual(["'sha256-aGFzaA=='", 'blob:', "'wasm-unsafe-eval'"]);
    expect(frame.get('sandbox')).toEqual(['allow-scripts']);
  });
});

describe('inlineScript', () => {
  it('keeps every space, since the hash counts them', () => {
    expect(inlineScript('<p></p><script>\n  a();\n</script>')).toBe('\n  a();\n');
  });

  it.each(['<p>none</p>', '<script>a</script><script>b</script>'])('refuses %s', (html) => {
    expect(() => inlineScript(html)).toThrow('expected one inline script');
  });
});
