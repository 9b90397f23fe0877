import { expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { killRun } from './kill-run';

// `npm run prove -- runs` kills a real training twenty times; this is the same at a small size.
it('a run whose process is killed three times ends as one that nobody disturbed', { timeout: 400_000 }, async () => {
  const plan = { kind: 'counting', steps: 60, milliseconds: 40 } as const;
  const whole = await killRun({ ...plan, milliseconds: 0, rounds: 0, rng: createRng(1) });
  expect(whole.faults).toEqual([]);
  const killed = await killRun({ ...plan, rounds: 3, rng: createRng(7) });
  expect(killed.kills).toHaveLength(3);
  expect(killed.faults).toEqual([]);
  expect(killed.sha256).toBe(whole.sha256);
});
