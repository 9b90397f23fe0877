import os from 'node:os';
import { singleton } from '@/lib/core/singleton';
import { atWorkbench } from '@/lib/processes/workbench/client';

/** Of a training. */
export const threads = 2;

/** Of a machine's products, what a training makes of them: the rest is copying and waiting. */
const efficiency = 0.5;

/**
 * Seconds that a training of so many multiplications and additions takes on this machine while it does nothing else; by what a second of
 * processor time gives, so that what else goes on now does not count.
 */
export async function trainingSeconds(operations: number): Promise<number> {
  const cpuSeconds = operations / ((await machineRate()) * efficiency);
  return Math.ceil(cpuSeconds / Math.min(threads, os.cpus().length));
}

/** Multiplications and additions in a second of processor time; measured once, when it is first asked. */
function machineRate(): Promise<number> {
  const known = singleton('machine-rate', () => new Map<string, Promise<number>>());
  let rate = known.get('rate');
  if (!rate) {
    rate = atWorkbench({ task: 'rate', threads }).then(({ operationsPerCpuSecond }) => operationsPerCpuSecond);
    known.set('rate', rate);
    // What could not be measured may be measured next time.
    rate.catch(() => known.delete('rate'));
  }
  return rate;
}
