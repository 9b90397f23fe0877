// Ten kills of the built server while it writes: nothing that it acknowledged may be lost or done twice.
import { writeFileSync } from 'node:fs';
import { ensureBuilt } from '../launch/build.mjs';
import { killServerWhileWriting } from '../testing/server-kill';

await ensureBuilt();
const report = await killServerWhileWriting({ rounds: 10 });
const lines = report.rounds.map(
  ({ acknowledged, cutOff, states, restartSeconds }, round) =>
    `kill ${round + 1}: ${acknowledged} rows acknowledged, ${cutOff} writes cut off, requests ${states.join(' and ')}; up again after ${restartSeconds.toFixed(1)} s`,
);
lines.push(
  `${report.acknowledged} rows acknowledged, ${report.lost.length} lost; ${report.requests} tutorials asked for, ${report.tutorials} made, ` +
    `${report.unfinished.length} unfinished; ${report.killedWhileRunning} kills met a tutorial being made`,
);
process.stdout.write(`${lines.join('\n')}\n`);
if (process.env.LOAM_RESULT_FILE) writeFileSync(process.env.LOAM_RESULT_FILE, JSON.stringify(report));
const whole = report.lost.length === 0 && report.unfinished.length === 0 && report.tutorials === report.requests;
process.exitCode = whole && report.killedWhileRunning > 0 ? 0 : 1;
