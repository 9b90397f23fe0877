import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** Where the launchers keep logs, locks and notes: never committed. */
export const stateFolder = path.join(root, '.loam');

/** A problem that a person can mend: printed as it is, without a stack. */
export class LaunchError extends Error {}

/** Prints what stopped a launcher, and ends with status 1. */
export function fail(error) {
  process.stderr.write(error instanceof LaunchError ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
  process.exit(1);
}

let stream = process.stdout;

/** One line of progress. */
export function say(line) {
  stream.write(`${line}\n`);
}

/** Keeps progress out of the standard output, for programs whose output others read. */
export function sayOnStderr() {
  stream = process.stderr;
}

/** What every child process of a launcher gets. */
export function childEnvironment(extra = {}) {
  return { ...process.env, LOAM_ROOT: root, NEXT_TELEMETRY_DISABLED: '1', ...extra };
}
