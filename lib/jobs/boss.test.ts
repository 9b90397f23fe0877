import { expect, test, vi } from 'vitest';
import type { Database } from '@/db/database';

function countingDatabase(): { db: Database; asked: () => number } {
  let asked = 0;
  const execute = () => Promise.resolve({ rows: [], count: asked++ });
  return { db: { execute } as unknown as Database, asked: () => asked };
}

test('a second copy of the module, as in another bundle, asks the queue on its own caller’s database', async () => {
  const [first, second] = [countingDatabase(), countingDatabase()];
  const one = await import('./boss');
  await one.onCallersDatabase(first.db, (boss) => boss.getQueues());
  vi.resetModules();
  const other = await import('./boss');
  expect(other.onCallersDatabase).not.toBe(one.onCallersDatabase);
  await other.onCallersDatabase(second.db, (boss) => boss.getQueues());
  expect([first.asked(), second.asked()]).toEqual([1, 1]);
});
