import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';

/** Loam's schema keeps to what this version has. */
const oldestVersion = 15;

/** The folder with PostgreSQL's server programs, the newest where several are installed; undefined where none is. */
export function findPostgresBinaries(): string | undefined {
  return [...packagedFolders(), ...configuredFolder(), ...(process.env.PATH ?? '').split(path.delimiter)].find(hasServer);
}

/** Debian's packages keep every version in a folder of its own. */
function packagedFolders(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root)
      .map(Number)
      .filter((version) => version >= oldestVersion);
    return versions.sort((a, b) => b - a).map((version) => path.join(root, String(version), 'bin'));
  } catch {
    return [];
  }
}

function configuredFolder(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
}

function hasServer(folder: string): boolean {
  if (folder === '') return false;
  try {
    for (const program of ['initdb', 'postgres']) accessSync(path.join(folder, program), constants.X_OK);
    const version = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)/.exec(version)?.[1]) >= oldestVersion;
  } catch {
    return false;
  }
}
