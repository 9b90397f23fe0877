import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { tidyOutput } from './parse-transcript';
import type { Git } from './find-git';

/** One Git command may take this long, in milliseconds. */
const deadline = 20_000;
/** Monday, 2 March 2026, 9:00 UTC, in seconds: when every transcript begins. */
const firstMoment = 1_772_442_000;
const person = { name: 'Robin Vale', email: 'robin@example.org' };
/** Stands for the transcript's own folder in what Git prints. */
const home = '/home/robin';

const settings = {
  'advice.detachedHead': 'false',
  'core.abbrev': '7',
  'core.autocrlf': 'false',
  'core.fileMode': 'false',
  'core.fsmonitor': 'false',
  'core.hooksPath': os.devNull,
  'core.pager': 'cat',
  'core.symlinks': 'false',
  'gc.auto': '0',
  'init.defaultBranch': 'main',
  'maintenance.auto': 'false',
  'merge.conflictStyle': 'merge',
  'pull.rebase': 'false',
  'push.default': 'simple',
  'safe.bareRepository': 'explicit',
};

/** Everything that a commit's id depends on is fixed, and nothing of this machine or its network is seen. */
function environment(root: string, minute: number): NodeJS.Dict<string> {
  const moment = `${firstMoment + 60 * minute} +0000`;
  const pairs = Object.entries(settings);
  return {
    PATH: process.env.PATH,
    HOME: root,
    LC_ALL: 'C',
    TZ: 'UTC',
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: String(pairs.length),
    ...Object.fromEntries(
      pairs.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    GIT_AUTHOR_NAME: person.name,
    GIT_AUTHOR_EMAIL: person.email,
    GIT_AUTHOR_DATE: moment,
    GIT_COMMITTER_NAME: person.name,
    GIT_COMMITTER_EMAIL: person.email,
    GIT_COMMITTER_DATE: moment,
    GIT_ALLOW_PROTOCOL: 'file',
    GIT_CEILING_DIRECTORIES: path.dirname(root),
    GIT_DEFAULT_HASH: 'sha1',
    // Git knows this name and opens nothing: it takes the text that it would have shown.
    GIT_EDITOR: ':',
    GIT_SEQUENCE_EDITOR: ':',
    GIT_TEMPLATE_DIR: '',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/**
 * What Git printed, with what differs from version to version and machine to machine made equal: hints are
 * left out, progress that overwrites itself is reduced to its end, the folder gets a fixed name. A summary's
 * date, which Git prints because it was set, is left out: a reader would not see it.
 */
export function steadyOutput(text: string, root: string): string {
  const lines = text
    .replaceAll(root, home)
    .split('\n')
    .map((line) => line.slice(line.trimEnd().lastIndexOf('\r') + 1))
    .filter((line) => !/^hint:|^Rebasing \(\d+\/\d+\)\s*$|^ Date: .* \+0000$/.test(line))
    .map((line) => line.replace("by the 'recursive' strategy", "by the 'ort' strategy"));
  return tidyOutput(lines.join('\n'));
}

/**
 * Runs Git in a transcript's folder. Standard output and standard error come in the order written.
 *
 * @param args arguments that gitRefusal found harmless
 * @param minute minutes since the transcript began, which become the time of a commit
 * @throws LoamError `unavailable` where Git cannot be started or does not end
 */
export async function runGit(git: Git, args: readonly string[], root: string, minute: number): Promise<string> {
  const printed = `${root}.printed`;
  const file = await open(printed, 'w');
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(git.path, args, {
        cwd: root,
        env: environment(root, minute) as NodeJS.ProcessEnv,
        stdio: ['ignore', file.fd, file.fd],
        timeout: deadline,
      });
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (status === null) throw new LoamError('unavailable', `"git ${args.join(' ')}" did not end within ${deadline / 1000} seconds.`);
  } finally {
    await file.close();
  }
  return steadyOutput(await readFile(printed, 'utf8'), root);
}
