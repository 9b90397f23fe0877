/** Next calls this once, before the first request, in the process that serves. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { serveNext } = await import('./lib/boot/serve-next');
  await serveNext();
}
