import { systemClock } from '@/lib/core/clock';
import { silentLog } from '@/lib/core/log';
import { createRng } from '@/lib/core/rng';
import type { Ctx } from '../ctx';
import type { Database } from '../database';

/** A context for calling verbs in tests: the system acts, logs go nowhere, the seed is fixed. */
export function testContext(db: Database, parts: Partial<Ctx> = {}): Ctx {
  return {
    actor: { kind: 'system', name: 'test' },
    db,
    clock: systemClock,
    rng: createRng(1),
    log: silentLog(),
    requestId: 'test',
    ...parts,
  };
}
