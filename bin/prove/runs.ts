import { writeFile } from 'node:fs/promises';
import { createRng } from '@/lib/core/rng';
import { killRun } from '../testing/killed-run/kill-run';

/**
 * A training run – row, job, trainer process, version, promotion – whose server is killed (kill -9) twenty times must end as one
 * that nobody disturbed: the same weights, one version, one promotion. `--rounds=5 --seed=3 --steps=200` for other numbers.
 */
const option = (name: string, fallback: number): number =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const [rounds, seed, steps] = [option('rounds', 20), option('seed', 1), option('steps', 400)];

const plan = { kind: 'decoder', steps } as const;
const whole = await killRun({ ...plan, rounds: 0, rng: createRng(seed) });
console.log(`undisturbed: ${steps} steps in ${whole.seconds.toFixed(1)} s, weights ${whole.sha256}`);
let number = 0;
const killed = await killRun({
  ...plan,
  rounds,
  rng: createRng(seed).fork('kills'),
  onKill: (step) => console.log(`kill ${++number} at or after step ${step}`),
});
const same = killed.sha256 !== null && killed.sha256 === whole.sha256;
const enough = killed.kills.length === rounds;
const faults = [...whole.faults, ...killed.faults];
console.log(
  `after ${killed.kills.length} kills (${killed.seconds.toFixed(1)} s): weights ${killed.sha256} – ${same ? 'the same' : 'OTHERS'}`,
);
for (const fault of faults) console.log(`FAULT: ${fault}`);
if (!enough) console.log(`The run ended after ${killed.kills.length} kills instead of ${rounds}: take more steps.`);
if (process.env.LOAM_RESULT_FILE) {
  const result = { rounds, kills: killed.kills, steps, sha256: whole.sha256, afterKills: killed.sha256, same, faults };
  await writeFile(process.env.LOAM_RESULT_FILE, JSON.stringify(result));
}
process.exitCode = same && enough && faults.length === 0 ? 0 : 1;
