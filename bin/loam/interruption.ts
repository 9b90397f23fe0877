import { LoamError } from '@/lib/core/errors';

/** Aborted by the first Ctrl-C or SIGTERM, so that work ends in order; a second Ctrl-C ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new LoamError('unavailable', 'Interrupted.'));
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return controller.signal;
}
