import { appendFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Git } from './find-git';
import { parseTranscript, tidyOutput, type TranscriptEntry } from './parse-transcript';
import { readCommand, type TranscriptCommand } from './read-command';
import { runGit } from './run-git';

/** An entry of a transcript with what its command really printed. */
export interface ReplayedEntry extends TranscriptEntry {
  readonly got: string;
}

function systemMessage(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'No such file or directory';
  if (code === 'EEXIST') return 'File exists';
  if (code === 'EISDIR' || code === 'ERR_FS_EISDIR') return 'Is a directory';
  throw error;
}

/** Calls a function for each path, and puts what `cat`, `rm` and others would complain about in the place of its result. */
async function each(program: string, paths: readonly string[], work: (file: string) => Promise<string>): Promise<string> {
  const printed: string[] = [];
  for (const file of paths) {
    printed.push(await work(file).catch((error: unknown) => `${program}: ${file}: ${systemMessage(error)}\n`));
  }
  return printed.join('');
}

async function list(folder: string, name: string): Promise<string> {
  if (!(await stat(folder)).isDirectory()) return `${name}\n`;
  const names = (await readdir(folder)).filter((entry) => !entry.startsWith('.')).sort();
  return names.map((entry) => `${entry}\n`).join('');
}

async function perform(command: TranscriptCommand, root: string, git: Git, minute: number): Promise<string> {
  const place = (file: string): string => path.join(root, file);
  switch (command.program) {
    case 'git':
      return runGit(git, command.args, root, minute);
    case 'echo': {
      const { text, file, append } = command;
      if (file === null) return `${text}\n`;
      return each('echo', [file], () => (append ? appendFile : writeFile)(place(file), `${text}\n`).then(() => ''));
    }
    case 'cat':
      return each('cat', command.paths, (file) => readFile(place(file), 'utf8'));
    case 'ls':
      return each('ls', command.paths.length === 0 ? ['.'] : command.paths, (file) => list(place(file), file));
    case 'mkdir':
      return each('mkdir', command.paths, (file) => mkdir(place(file)).then(() => ''));
    case 'rm':
      return each('rm', command.paths, (file) => rm(place(file), { recursive: command.recursive }).then(() => ''));
  }
}

/**
 * Replays a transcript with the real Git in a new folder, which is removed again. A minute passes between two
 * commands; names and dates are fixed, so that the ids of commits are always the same.
 *
 * @throws LoamError `unprocessable` before anything is run, where one of the commands is not allowed
 */
export async function replayTranscript(git: Git, transcript: string): Promise<ReplayedEntry[]> {
  const planned = parseTranscript(transcript).entries.map((entry) => ({ entry, command: readCommand(entry.command) }));
  const outer = await mkdtemp(path.join(await realpath(os.tmpdir()), 'loam-transcript-'));
  const root = path.join(outer, 'home');
  try {
    await mkdir(root);
    const replayed: ReplayedEntry[] = [];
    for (const { entry, command } of planned) {
      replayed.push({ ...entry, got: tidyOutput(await perform(command, root, git, replayed.length)) });
    }
    return replayed;
  } finally {
    await rm(outer, { recursive: true, force: true });
  }
}
