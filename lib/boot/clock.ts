import { readFileSync } from 'node:fs';
import { aheadClock, systemClock, type Clock } from '@/lib/core/clock';
import type { Env } from '@/lib/core/env';

/** The clock of this process: the system's, unless a test named a file that moves it. */
export function clockOf({ LOAM_TEST_CLOCK: file }: Pick<Env, 'LOAM_TEST_CLOCK'>): Clock {
  return file === undefined ? systemClock : aheadClock(() => millisecondsIn(file));
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
