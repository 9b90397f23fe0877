/** A stretch of prose, or one fenced block. Lines count from 1 in the file. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'fence'; readonly language: string; readonly flags: readonly string[]; readonly code: string; readonly line: number };

export type Fence = Extract<Block, { kind: 'fence' }>;

/** What stands under one heading, up to the next heading of the same or a higher depth. */
export interface Section {
  readonly heading: string;
  readonly line: number;
  readonly lines: readonly string[];
}

const fenceMark = /^(`{3,})\s*(.*)$/;

/** Whether each line belongs to a fenced block (its marks included). An unclosed fence runs to the end. */
function fencedLines(lines: readonly string[]): boolean[] {
  let open: string | null = null;
  return lines.map((line) => {
    const mark = fenceMark.exec(line);
    if (open === null) {
      if (mark === null) return false;
      open = mark[1] ?? '';
      return true;
    }
    if (mark !== null && (mark[1] ?? '').length >= open.length && mark[2] === '') open = null;
    return true;
  });
}

/**
 * Splits lines at the headings of one depth (`##` is 2), blind to headings inside fenced blocks.
 * What comes before the first heading is a section with an empty heading, left out where it is blank.
 */
export function splitSections(lines: readonly string[], depth: number, firstLine: number): Section[] {
  const prefix = `${'#'.repeat(depth)} `;
  const fenced = fencedLines(lines);
  const sections: { heading: string; line: number; lines: string[] }[] = [{ heading: '', line: firstLine, lines: [] }];
  lines.forEach((line, index) => {
    if (fenced[index] === false && line.startsWith(prefix)) {
      sections.push({ heading: line.slice(prefix.length).trim(), line: firstLine + index, lines: [] });
    } else {
      sections.at(-1)?.lines.push(line);
    }
  });
  return sections.filter((section) => section.heading !== '' || section.lines.some((line) => line.trim() !== ''));
}

/** Divides a section's lines into prose and fenced blocks. Blank prose is left out. */
export function splitBlocks(lines: readonly string[], firstLine: number): Block[] {
  const blocks: Block[] = [];
  const fenced = fencedLines(lines);
  let text: string[] = [];
  let textLine = firstLine;
  const flush = (): void => {
    if (text.some((line) => line.trim() !== '')) blocks.push({ kind: 'text', text: text.join('\n').trim(), line: textLine });
    text = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const mark = fenced[index] === true ? fenceMark.exec(line) : null;
    if (mark === null) {
      if (text.length === 0) textLine = firstLine + index;
      text.push(line);
      continue;
    }
    flush();
    const start = index;
    const width = (mark[1] ?? '').length;
    const code: string[] = [];
    for (index += 1; index < lines.length; index += 1) {
      const end = fenceMark.exec(lines[index] ?? '');
      if (end !== null && (end[1] ?? '').length >= width && end[2] === '') break;
      code.push(lines[index] ?? '');
    }
    const [language = '', ...flags] = (mark[2] ?? '').split(/\s+/).filter((word) => word !== '');
    blocks.push({ kind: 'fence', language, flags, code: code.length === 0 ? '' : `${code.join('\n')}\n`, line: firstLine + start });
  }
  flush();
  return blocks;
}
