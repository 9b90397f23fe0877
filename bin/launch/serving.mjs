import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readMarker, writeMarker } from './fingerprint.mjs';
import { stateFolder } from './project.mjs';
import { identify, isAlive } from './process-identity.mjs';

const folder = path.join(stateFolder, 'serving');

/** Notes that a server runs from this folder's build, which must then not be replaced under it. Returns how to take the note back. */
export function noteServing(pid, port) {
  const file = path.join(folder, `${pid}.json`);
  writeMarker(file, { ...identify(pid), port });
  return () => rmSync(file, { force: true });
}

/** The servers that run from this folder now: `{ pid, port }` of each. */
export function othersServing() {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const note = readMarker(path.join(folder, file));
      if (note && isAlive(note)) return [{ pid: note.pid, port: note.port }];
      rmSync(path.join(folder, file), { force: true });
      return [];
    });
}
