import { say, stateFolder } from './project.mjs';
import { waitForLock } from './lock.mjs';

/**
 * Runs a step that changes the project's folder (install, build) while no other process does.
 * A second one waits, and says for whom. The step gets the lock, to guard its children with.
 * @template T
 * @param {(lock: { guard(pid: number): void }) => Promise<T>} step
 */
export async function withProjectLock(step) {
  const lock = await waitForLock({
    folder: stateFolder,
    name: 'prepare',
    onWait: (pids) => say(`Process ${pids.join(', ')} is installing or building in this folder; waiting until it is done …`),
  });
  try {
    return await step(lock);
  } finally {
    lock.release();
  }
}
