// npm run bench [-- <name> …] [--json] [--list]: the benchmarks of bench/. Each result is kept with its commit,
// machine and versions under bench/results/. With --json the results alone go to the standard output.
import './launch/require-node.mjs';

const { fail, say, sayOnStderr } = await import('./launch/project.mjs');
const { endChildrenWithMe } = await import('./launch/run.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { namesIn, runRecorded } = await import('./launch/recorded-scripts.mjs');
const { benchTable } = await import('./launch/bench-table.mjs');

endChildrenWithMe();
try {
  const { names, options } = namesIn('bench', process.argv.slice(2));
  const asJson = options.includes('--json');
  if (asJson) sayOnStderr();
  if (options.includes('--list') || names.length === 0) {
    say(names.length === 0 ? 'There are no benchmarks yet.' : names.join('\n'));
  } else {
    await ensureInstalled({ ifMissingOnly: true });
    const { bundlePrograms } = await import('./bundle.mjs');
    await bundlePrograms();
    const records = [];
    for (const name of names) {
      const { status, output, record } = await runRecorded({ folder: 'bench', name, options });
      records.push(record);
      if (!asJson) benchTable(record).forEach(say);
      if (status !== 0) {
        process.exitCode = 1;
        process.stderr.write(`${output.trimEnd()}\n`);
      }
    }
    if (asJson) process.stdout.write(`${JSON.stringify(records.length === 1 ? records[0] : records, null, 2)}\n`);
  }
} catch (error) {
  fail(error);
}
