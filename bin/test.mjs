// npm test: everything, from a fresh clone. The last line reads `N passed, N failed`.
import './launch/require-node.mjs';
import os from 'node:os';

const { fail } = await import('./launch/project.mjs');
const { endChildrenWithMe } = await import('./launch/run.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { finish, runStages, summaryLine } = await import('./launch/stages.mjs');
const checks = await import('./launch/checks.mjs');

endChildrenWithMe();
try {
  await ensureInstalled();
  const { bundlePrograms } = await import('./bundle.mjs');
  await bundlePrograms();
  const { types, lint, dependencyRules, deadCode, build, browser } = checks;
  const cores = os.availableParallelism();
  const still = [types, lint, dependencyRules, deadCode, build];
  // Two lanes take about 4 GB. Tests that start servers and trainers, and measure time, get the machine to themselves.
  const groups =
    cores > 1 && os.totalmem() > 6e9
      ? [[still, [checks.unit({ workers: cores - 1 })]], [[checks.integration({ workers: Math.min(cores, 4) })]], [[browser]]]
      : [[[...still, checks.unit({ workers: 1 }), checks.integration({ workers: 1 }), browser]]];
  finish(await runStages(groups));
} catch (error) {
  process.once('exit', () => console.log(`\n${summaryLine({ passed: 0, failed: 1, skipped: 0 })}`));
  fail(error);
}
