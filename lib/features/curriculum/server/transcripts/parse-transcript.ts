/** One command of a transcript and what stands under it. */
export interface TranscriptEntry {
  readonly command: string;
  /** Line inside the block, from 0. */
  readonly offset: number;
  /** What the command prints, in the tidy form of tidyOutput. */
  readonly output: string;
  /** Empty lines under it, which only set it apart from the next command. */
  readonly gap: number;
}

const prompt = '$ ';

/** Output as transcripts hold it: without spaces at the ends of lines and empty lines at the end; empty, or ended by a line's end. */
export function tidyOutput(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Divides a transcript at its commands, the lines that begin with `$ `.
 *
 * @returns the entries, and the offset of a line before the first command, where there is one
 */
export function parseTranscript(text: string): { entries: TranscriptEntry[]; stray: number | null } {
  const found: { command: string; offset: number; lines: string[] }[] = [];
  let stray: number | null = null;
  text
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, offset) => {
      if (line.startsWith(prompt)) found.push({ command: line.slice(prompt.length).trim(), offset, lines: [] });
      else if (found.length > 0) found.at(-1)?.lines.push(line);
      else if (line.trim() !== '') stray ??= offset;
    });
  const entries = found.map(({ command, offset, lines }) => {
    const output = tidyOutput(lines.join('\n'));
    return { command, offset, output, gap: lines.length - (output.split('\n').length - 1) };
  });
  return { entries, stray };
}

/** A transcript again, from its entries. */
export function writeTranscript(entries: readonly Pick<TranscriptEntry, 'command' | 'output' | 'gap'>[]): string {
  return entries.map(({ command, output, gap }) => `${prompt}${command}\n${output}${'\n'.repeat(gap)}`).join('');
}
