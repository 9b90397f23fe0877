import { statSync } from 'node:fs';
import path from 'node:path';
import { readMarker, writeMarker } from './fingerprint.mjs';
import { root } from './project.mjs';

const markerOf = (bundle) => path.join(root, 'dist', bundle === undefined ? 'inputs.json' : `${bundle}.inputs.json`);

/**
 * Notes which sources the bundled programs were made from. Size and time of change are enough here:
 * a needless bundle costs half a second, and reading every source at every command would cost more.
 * @param {string[]} inputs relative to the project's folder
 * @param {string} [bundle] a bundle beside that of the child programs
 */
export function noteInputs(inputs, bundle) {
  writeMarker(markerOf(bundle), Object.fromEntries(inputs.map((file) => [file, stamp(file)])));
}

/**
 * Whether no source of the bundled programs changed since {@link noteInputs}.
 * @param {string} [bundle]
 */
export function bundleIsFresh(bundle) {
  const inputs = readMarker(markerOf(bundle));
  return inputs !== undefined && Object.entries(inputs).every(([file, noted]) => stamp(file) === noted);
}

function stamp(file) {
  const stat = statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : 'missing';
}
