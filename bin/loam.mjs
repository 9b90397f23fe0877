#!/usr/bin/env node
// The command line's launcher: brings dist/loam.mjs up to date where its sources changed, and runs it.
import './launch/require-node.mjs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { fail, root, sayOnStderr } = await import('./launch/project.mjs');
const { bundleIsFresh } = await import('./launch/bundle-freshness.mjs');

process.env.LOAM_ROOT ??= root;
sayOnStderr();
const program = path.join(root, 'dist', 'loam.mjs');

try {
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
    const { ensureInstalled } = await import('./install.mjs');
    await ensureInstalled();
  }
  if (!bundleIsFresh()) {
    const { bundlePrograms } = await import('./bundle.mjs');
    await bundlePrograms();
  }
} catch (error) {
  fail(error);
}
await import(pathToFileURL(program).href);
