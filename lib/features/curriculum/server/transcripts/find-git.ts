import { execFileSync } from 'node:child_process';

export interface Git {
  readonly path: string;
  /** Such as `2.39.5`. */
  readonly version: string;
}

/** `git switch`, the configuration in the environment and the wording of today's messages are there from this version on. */
const oldest: readonly [number, number] = [2, 36];

/** The Git of this machine, or what is missing, as the beginning of a sentence. */
export function findGit(program = 'git'): Git | { readonly missing: string } {
  const needed = `Git ${oldest.join('.')} or later`;
  let answer: string;
  try {
    answer = execFileSync(/* turbopackIgnore: true */ program, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
  } catch {
    return { missing: `${needed} was not found` };
  }
  const [, version = '', major = '0', minor = '0'] = /(?<=git version )((\d+)\.(\d+)[\d.]*)/.exec(answer) ?? [];
  const newEnough = Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
  return newEnough ? { path: program, version } : { missing: `${needed} was not found (there is ${version || 'an unknown version'})` };
}
