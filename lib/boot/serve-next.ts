import { LoamError } from '@/lib/core/errors';
import { serve } from './serve';

/**
 * Starts the app inside Next's server process, and ends that process cleanly on a signal. A server
 * that could not start would answer every request with status 500, so it ends at once and says why.
 */
export async function serveNext(): Promise<void> {
  try {
    const app = await serve();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void app.stop().finally(() => process.exit(0));
      });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof LoamError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}
