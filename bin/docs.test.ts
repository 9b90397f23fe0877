import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import { readArguments } from './loam/arguments';
import { allCommands } from './loam/commands';

const scripts = (JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
const commands = allCommands();

/** The lines of the fenced `sh` blocks of a document. */
function shellLines(file: string): string[] {
  const text = readFileSync(projectPath(file), 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => match[1].trim().split('\n'));
}

/** Splits as a shell does, for words and double quotes. */
const wordsOf = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]);

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (file) => {
  it.each(shellLines(file))('`%s` can be typed as it stands', (line) => {
    const [npm, ...rest] = wordsOf(line);
    expect(npm).toBe('npm');
    const [script, separator, ...argv] = rest[0] === 'run' ? rest.slice(1) : rest;
    expect(Object.keys(scripts)).toContain(script);
    if (script !== 'loam') return;
    expect(separator).toBe('--');
    const command = commands
      .filter(({ words }) => words.every((word, i) => argv[i] === word))
      .sort((left, right) => right.words.length - left.words.length)[0];
    expect(command, `a command for ${argv.join(' ')}`).toBeDefined();
    expect(() => readArguments(command, argv.slice(command.words.length))).not.toThrow();
  });

  it('links to files that exist', () => {
    const text = readFileSync(projectPath(file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1]);
    for (const link of links) expect(() => readFileSync(projectPath(link)), link).not.toThrow();
  });
});
