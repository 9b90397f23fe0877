import { singleton } from '@/lib/core/singleton';
import { atWorkbench } from '@/lib/processes/workbench/client';

/** Of a training. */
export const threads = 2;

/** Multiplications and additions a second that this machine gives a training; measured once, when it is first asked. */
export function machineRate(): Promise<number> {
  const known = singleton('machine-rate', () => new Map<string, Promise<number>>());
  let rate = known.get('rate');
  if (!rate) {
    rate = atWorkbench({ task: 'rate', threads }).then(({ operationsPerSecond }) => operationsPerSecond);
    known.set('rate', rate);
    // What could not be measured may be measured next time.
    rate.catch(() => known.delete('rate'));
  }
  return rate;
}
