import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { say, stateFolder } from './project.mjs';

/**
 * What a stage found. A stage without tests of its own counts as one.
 * @typedef {{ passed: number, failed: number, skipped: number, notes?: string[], output?: string }} Outcome
 * @typedef {{ name: string, run: () => Promise<Outcome> }} Stage
 */

/** Where stages leave their logs and reports. */
export const stageFolder = path.join(stateFolder, 'stages');

/**
 * Runs stages, whether or not earlier ones fail. Lanes run beside each other, the stages of a lane one
 * after another; groups of lanes follow each other.
 * @param {Stage[][][]} groups
 * @returns {Promise<Outcome>} the sum
 */
export async function runStages(groups) {
  rmSync(stageFolder, { recursive: true, force: true });
  mkdirSync(stageFolder, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const lanes of groups) {
    await Promise.all(
      lanes.map(async (lane) => {
        for (const stage of lane) {
          const outcome = await runStage(stage);
          for (const key of Object.keys(sum)) sum[key] += outcome[key];
        }
      }),
    );
  }
  return sum;
}

async function runStage(stage) {
  const began = performance.now();
  let outcome;
  try {
    outcome = await stage.run();
  } catch (error) {
    outcome = { passed: 0, failed: 1, skipped: 0, output: error.stack ?? String(error) };
  }
  const { passed, failed, skipped, notes = [], output = '' } = outcome;
  const counts =
    [passed && `${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean).join(', ') ||
    'nothing to do';
  if (failed > 0) say(`\n──── ${stage.name} ────\n${output.trimEnd()}\n`);
  say(`${failed > 0 ? '✗' : '✓'} ${stage.name.padEnd(18)} ${counts} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  for (const note of notes) say(`    ${note}`);
  return { passed, failed, skipped };
}

/** The last line of every test command, for people and programs. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Prints the last line and ends the process: status 1 where something failed, or nothing was run at all. */
export function finish(sum) {
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
  say(`\n${summaryLine(sum)}`);
}
