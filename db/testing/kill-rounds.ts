import type { Rng } from '@/lib/core/rng';
import { openDatabase } from '../client';
import { lockDataFolder } from '../data-folder-lock';
import { settings } from '../schema';
import { startProgram } from './child-program';

export interface KillRounds {
  /** Rows that the database had acknowledged. */
  readonly acknowledged: number;
  /** Keys of those that were gone afterwards. */
  readonly lost: readonly string[];
}

/** Kills a process (kill -9) in the midst of its writes to one data folder, again and again, and counts what that cost. */
export async function killDuringWrites(dataDir: string, rounds: number, rng: Rng): Promise<KillRounds> {
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const writer = startProgram('db/testing/programs/write-rows.ts', [dataDir, String(round)]);
    const last = 30 + rng.int(200);
    await writer.line((_line, index) => index >= last);
    await writer.kill();
    acknowledged.push(...writer.lines);
  }
  const lock = await lockDataFolder(dataDir);
  const connection = await openDatabase({ dataDir });
  const kept = new Set((await connection.db.select({ key: settings.key }).from(settings)).map(({ key }) => key));
  await connection.close();
  await lock.release();
  return { acknowledged: acknowledged.length, lost: acknowledged.filter((key) => !kept.has(key)) };
}
