// npm run prove [-- <name> …] [--list]: the long proofs of bin/prove/. Each result is kept with its commit
// under bin/prove/results/.
import './launch/require-node.mjs';
import path from 'node:path';

const { fail, say } = await import('./launch/project.mjs');
const { endChildrenWithMe } = await import('./launch/run.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { namesIn, runRecorded } = await import('./launch/recorded-scripts.mjs');
const { finish } = await import('./launch/stages.mjs');

endChildrenWithMe();
try {
  const folder = path.join('bin', 'prove');
  const { names, options } = namesIn(folder, process.argv.slice(2));
  if (names.length === 0) {
    say('There are no proofs yet.');
  } else if (options.includes('--list')) {
    names.forEach((name) => say(name));
  } else {
    await ensureInstalled({ ifMissingOnly: true });
    const { bundlePrograms } = await import('./bundle.mjs');
    await bundlePrograms();
    const sum = { passed: 0, failed: 0, skipped: 0 };
    for (const name of names) {
      say(`\n──── ${name} ────`);
      const { status, seconds } = await runRecorded({ folder, name, options, show: true });
      sum[status === 0 ? 'passed' : 'failed']++;
      say(`${status === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
    }
    finish(sum);
  }
} catch (error) {
  fail(error);
}
