// npm run check: what a contributor runs before a commit.
import './launch/require-node.mjs';

const { fail } = await import('./launch/project.mjs');
const { endChildrenWithMe } = await import('./launch/run.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { finish, runStages } = await import('./launch/stages.mjs');
const { deadCode, dependencyRules, lint, types, unit } = await import('./launch/checks.mjs');

endChildrenWithMe();
try {
  await ensureInstalled({ ifMissingOnly: true });
  finish(await runStages([[[types, lint, dependencyRules, deadCode], [unit({ workers: 1 })]]]));
} catch (error) {
  fail(error);
}
