import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * SHA-256 over the names and contents of files, in code point order of their names. Folders are read
 * whole; what is missing counts as missing.
 * @param {string} folder what the names are relative to
 * @param {string[]} names files and folders
 * @param {{ salt?: string, skip?: (name: string) => boolean }} [options] salt: further facts that the hash must depend on
 */
export function fingerprint(folder, names, { salt = '', skip = () => false } = {}) {
  const hash = createHash('sha256').update(salt);
  const files = names.flatMap((name) => listFiles(folder, name, skip)).sort();
  for (const name of files) {
    const content = readFileSync(path.join(folder, name));
    hash.update(`\0${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function listFiles(folder, name, skip) {
  if (skip(name)) return [];
  const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [name];
  return readdirSync(path.join(folder, name)).flatMap((child) => listFiles(folder, `${name}/${child}`, skip));
}

/** What a marker says, or undefined where it is missing or was cut off while being written. */
export function readMarker(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a marker whole or not at all. A marker is the last thing a finished step writes. */
export function writeMarker(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content, null, 2));
  renameSync(draft, file);
}

/** Takes a marker away: the first thing that a step does. */
export function removeMarker(file) {
  rmSync(file, { force: true });
}
