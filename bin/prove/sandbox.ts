// All sixty hostile programs against the sandbox of this host.
import { writeFileSync } from 'node:fs';
import { describeProtections } from '@/lib/sandbox';
import { hostilePrograms } from '@/lib/sandbox/testing/hostile-programs';
import { runHostileSuite } from '@/lib/sandbox/testing/hostile-suite';

const report = await runHostileSuite(hostilePrograms());
const lines = report.outcomes.map(({ name, result: { status, ms, peakBytes }, faults }) => {
  const measured = `${status.padEnd(12)} ${ms.toFixed(0).padStart(6)} ms ${(peakBytes / 1e6).toFixed(0).padStart(4)} MB`;
  return `${faults.length === 0 ? '✓' : '✗'} ${name.padEnd(34)} ${measured} ${faults.join('; ')}`;
});
const { canaryUntouched, connections, leakedProcesses, loopDelayMs } = report;
const held = report.outcomes.filter(({ faults }) => faults.length === 0).length;
const passed = held === report.outcomes.length && canaryUntouched && connections === 0 && leakedProcesses === 0;
process.stdout.write(
  [
    ...lines,
    `${held} of ${report.outcomes.length} programs held; canary ${canaryUntouched ? 'untouched' : 'TOUCHED'}; ${connections} connections; ` +
      `${leakedProcesses} processes left; event loop late by ${loopDelayMs.p99.toFixed(0)} ms (99 %), ${loopDelayMs.max.toFixed(0)} ms at most`,
    '',
  ].join('\n'),
);
const result = {
  programs: Object.fromEntries(
    report.outcomes.map(({ name, result: { status, ms }, faults }) => [name, { status, ms: Math.round(ms), faults }]),
  ),
  held,
  canaryUntouched,
  connections,
  leakedProcesses,
  loopDelayMs,
  protections: await describeProtections(),
};
if (process.env.LOAM_RESULT_FILE) writeFileSync(process.env.LOAM_RESULT_FILE, JSON.stringify(result));
process.exitCode = passed ? 0 : 1;
