// npm run dev: the server on the sources themselves; child programs are bundled anew when lib/ changes.
import './launch/require-node.mjs';
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import path from 'node:path';

const { childEnvironment, fail, root, say } = await import('./launch/project.mjs');
const { packageScript, runNode } = await import('./launch/run.mjs');
const { claimablePort, readPort } = await import('./launch/port.mjs');
const { ensureInstalled } = await import('./install.mjs');

try {
  const host = process.env.HOST?.trim() || '127.0.0.1';
  const port = await claimablePort(host, readPort(process.env.PORT));
  await ensureInstalled({ ifMissingOnly: true });
  const assets = path.join(root, 'bin', 'assets.mjs');
  if (existsSync(assets)) await runNode([assets], { show: true });
  const { bundlePrograms } = await import('./bundle.mjs');
  await bundlePrograms();
  let waiting;
  watch(path.join(root, 'lib'), { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => bundlePrograms().catch((error) => say(`The child programs could not be bundled: ${error.message}`)), 300);
  });
  const dataDir = path.resolve(root, process.env.LOAM_DATA_DIR?.trim() || 'data');
  const child = spawn(process.execPath, [packageScript('next', 'dist', 'bin', 'next'), 'dev', '-H', host, '-p', String(port)], {
    cwd: root,
    env: childEnvironment({ NODE_ENV: 'development', PORT: String(port), HOST: host, LOAM_DATA_DIR: dataDir }),
    stdio: 'inherit',
  });
  // The terminal signals the whole group; what reaches the launcher alone is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  fail(error);
}
