import { LoamError } from '@/lib/core/errors';

/** The words of a command line and, where it has one, the file that its output goes to. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly redirect: { readonly file: string; readonly append: boolean } | null;
}

/** Of no meaning to Git and of much to a shell: these stand in quotes, or nowhere. */
const special = /[|&;<()*?[\]!`\\$#]/;

function refuse(line: string, why: string): never {
  throw new LoamError('unprocessable', `the command "${line}" is not allowed in a transcript: ${why}`);
}

/**
 * Splits one line into words as a POSIX shell would, and refuses whatever a shell would do more with:
 * expansions, patterns, pipes, several commands. What is left means the same here and in a reader's terminal.
 *
 * @throws LoamError `unprocessable` that names the line and what to change
 */
export function splitWords(line: string): CommandLine {
  const words: string[] = [];
  let redirect: { file: string; append: boolean } | null = null;
  let arrow: '>' | '>>' | null = null;
  let word: string | null = null;
  let quoted = false;
  const end = (): void => {
    if (word === null) return;
    if (!quoted && /^~|\{.*,.*\}|^\w+=/.test(word) && words.length === 0) refuse(line, 'begin with the name of a program');
    if (!quoted && /^~|\{[^}]*,/.test(word)) refuse(line, `put "${word}" in quotes, or write it out`);
    if (arrow !== null) {
      if (redirect !== null) refuse(line, 'give one file after the arrow');
      redirect = { file: word, append: arrow === '>>' };
      arrow = null;
    } else if (redirect === null) words.push(word);
    else refuse(line, 'put the arrow and its file at the end');
    word = null;
    quoted = false;
  };
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (sign === ' ') end();
    else if (sign === "'" || sign === '"') {
      const close = line.indexOf(sign, at + 1);
      if (close === -1) refuse(line, `close the quotes (${sign})`);
      const inside = line.slice(at + 1, close);
      if (sign === '"' && /[$`\\!]/.test(inside)) refuse(line, 'use single quotes around $, `, \\ and !');
      word = (word ?? '') + inside;
      quoted = true;
      at = close;
    } else if (sign === '>') {
      end();
      if (arrow !== null) refuse(line, 'give a file after the arrow');
      arrow = line[at + 1] === '>' ? '>>' : '>';
      at += arrow.length - 1;
    } else if (sign === undefined || special.test(sign) || sign < ' ') refuse(line, `put "${sign}" in single quotes, or leave it out`);
    else word = (word ?? '') + sign;
  }
  end();
  if (arrow !== null) refuse(line, 'give a file after the arrow');
  if (words.length === 0) refuse(line, 'write a command after the $');
  return { words, redirect };
}
