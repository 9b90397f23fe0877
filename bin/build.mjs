// npm run build [-- --force]: installs where necessary, and builds what `npm start` serves.
import './launch/require-node.mjs';

const { fail, say } = await import('./launch/project.mjs');
const { endChildrenWithMe } = await import('./launch/run.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { ensureBuilt, isBuilt } = await import('./launch/build.mjs');

endChildrenWithMe();
try {
  const force = process.argv.includes('--force');
  await ensureInstalled();
  if (!force && isBuilt()) say('The build is up to date; --force builds all the same.');
  else await ensureBuilt({ force, show: true });
} catch (error) {
  fail(error);
}
