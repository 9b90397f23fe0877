import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { gitRefusal, staysInside } from './git-arguments';
import { parseTranscript } from './parse-transcript';
import { splitWords } from './split-words';

/** What a transcript can do. Paths are relative to the transcript's own folder. */
export type TranscriptCommand =
  | { readonly program: 'git'; readonly args: readonly string[] }
  | { readonly program: 'echo'; readonly text: string; readonly file: string | null; readonly append: boolean }
  | { readonly program: 'cat' | 'mkdir' | 'ls'; readonly paths: readonly string[] }
  | { readonly program: 'rm'; readonly paths: readonly string[]; readonly recursive: boolean };

/** Git's own folders hold programs and settings: they may be looked at, not written. */
function isGitFolder(file: string): boolean {
  return path.posix
    .normalize(file)
    .split('/')
    .some((part) => part.toLowerCase().endsWith('.git'));
}

/**
 * Reads one command of a transcript. There is no shell behind it: `git` is called with checked arguments,
 * and `cat`, `echo`, `ls`, `mkdir` and `rm` are small functions of Loam.
 *
 * @throws LoamError `unprocessable` for anything else
 */
export function readCommand(line: string): TranscriptCommand {
  const refuse = (why: string): never => {
    throw new LoamError('unprocessable', `the command "${line}" is not allowed in a transcript: ${why}`);
  };
  const { words, redirect } = splitWords(line);
  const [program = '', ...rest] = words;
  if (redirect !== null && program !== 'echo') return refuse('only echo may write to a file');
  if (program === 'git') {
    const reason = gitRefusal(rest);
    return reason === null ? { program, args: rest } : refuse(reason);
  }
  if (program === 'echo') {
    if (rest[0]?.startsWith('-')) return refuse('echo takes no options here');
    const file = redirect?.file ?? null;
    if (file !== null && (!staysInside(file) || isGitFolder(file))) return refuse(`"${file}" may not be written`);
    return { program, text: rest.join(' '), file, append: redirect?.append ?? false };
  }
  if (!['cat', 'ls', 'mkdir', 'rm'].includes(program)) return refuse('only git, cat, echo, ls, mkdir and rm are replayed');
  const recursive = program === 'rm' && rest[0] === '-r';
  const paths = recursive ? rest.slice(1) : rest;
  const wrong = paths.find((file) => file.startsWith('-') || !staysInside(file));
  if (wrong !== undefined) return refuse(`"${wrong}" is an option or lies outside`);
  if (program === 'cat' || program === 'ls') return paths.length > 0 || program === 'ls' ? { program, paths } : refuse('name a file');
  const guarded = paths.find(isGitFolder);
  if (guarded !== undefined) return refuse(`"${guarded}" may not be changed`);
  if (paths.length === 0 || paths.some((file) => path.posix.normalize(file) === '.')) return refuse('name a file or folder');
  return program === 'rm' ? { program, paths, recursive } : { program: 'mkdir', paths };
}

/** What keeps a transcript from being replayed; an empty list for one that can be. Offsets are lines inside it, from 0. */
export function transcriptProblems(transcript: string): { readonly offset: number; readonly message: string }[] {
  const { entries, stray } = parseTranscript(transcript);
  const problems = entries.flatMap(({ command, offset }) => {
    try {
      readCommand(command);
      return [];
    } catch (error) {
      if (!(error instanceof LoamError)) throw error;
      return [{ offset, message: error.message }];
    }
  });
  if (stray !== null) problems.unshift({ offset: stray, message: 'begin a transcript with a command: `$ git …`' });
  else if (entries.length === 0) problems.push({ offset: 0, message: 'write the transcript’s commands as lines `$ git …`' });
  return problems;
}
