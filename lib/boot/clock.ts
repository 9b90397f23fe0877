import { readFileSync } from 'node:fs';
import { aheadClock, systemClock, type Clock } from '@/lib/core/clock';
import { isLoopback, type Env } from '@/lib/core/env';
import { LoamError } from '@/lib/core/errors';

/** The clock of this process: the system's, unless a test named a file that moves it. */
export function clockOf({ LOAM_TEST_CLOCK: file }: Pick<Env, 'LOAM_TEST_CLOCK'>): Clock {
  return file === undefined ? systemClock : aheadClock(() => millisecondsIn(file));
}

/** A server for other machines has the true time. Throws `invalid_input` where a test's clock was named for one. */
export function refuseMovedClock({ LOAM_TEST_CLOCK: file, HOST }: Pick<Env, 'LOAM_TEST_CLOCK' | 'HOST'>): void {
  if (file !== undefined && !isLoopback(HOST))
    throw new LoamError(
      'invalid_input',
      'LOAM_TEST_CLOCK moves the time for tests, on 127.0.0.1 alone. Leave it out to serve other machines.',
    );
}

/** The number in the file; none where there is no file, or no number in it. */
function millisecondsIn(file: string): number {
  try {
    return Number(readFileSync(/* turbopackIgnore: true */ file, 'utf8')) || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
