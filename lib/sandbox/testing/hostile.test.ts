import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { runnerLanguages } from '@/lib/vocabulary/runners';
import { hostilePrograms, type HostileProgram } from './hostile-programs';
import { runHostileSuite } from './hostile-suite';

const programs = hostilePrograms();

/** A part of the suite that fits into every test run; `npm run prove -- sandbox` runs all of it. */
function sample(seed: number, perLanguage: number): HostileProgram[] {
  const rng = createRng(seed);
  return runnerLanguages.flatMap((language) =>
    rng.shuffle(programs.filter((program) => program.language === language)).slice(0, perLanguage),
  );
}

describe('the hostile suite', () => {
  it('has twenty programs for each interpreter, each with an expectation', () => {
    for (const language of ['python', 'javascript', 'sql'] as const)
      expect(programs.filter((program) => program.language === language)).toHaveLength(20);
  });

  it('is held by the sandbox, and the server stays quick', { timeout: 300_000 }, async () => {
    const report = await runHostileSuite(sample(20261121, 4));
    expect(report.outcomes.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(report).toMatchObject({ canaryUntouched: true, connections: 0, leakedProcesses: 0 });
    expect(report.loopDelayMs.p99).toBeLessThan(500);
  });

  it('notices a program that gets out', { timeout: 60_000 }, async () => {
    const escaping: HostileProgram = {
      name: 'javascript/planted',
      language: 'javascript',
      code: 'console.log("ESCAPED");',
      expected: ['error'],
      prints: 'nothing',
      limits: {},
    };
    const [outcome] = (await runHostileSuite([escaping])).outcomes;
    expect(outcome.faults).toEqual(['ended as ok, not as error', 'reached what it must not reach', 'does not print nothing']);
  });
});
