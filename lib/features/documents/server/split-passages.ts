import type { DocumentFormat } from '@/lib/vocabulary/document-formats';

export interface SplitPassage {
  /** The headings above it, the outermost first, joined by ` › `. */
  readonly heading: string;
  readonly text: string;
}

/** A passage of more characters is cut again, between paragraphs. */
const longest = 6000;
/** Plain text without headings is gathered into passages of about this many characters. */
const usual = 1800;
const longestHeading = 200;

/** Cuts a document into what is found and cited as one: at its headings where it has them. */
export function splitPassages(text: string, format: DocumentFormat, title: string): SplitPassage[] {
  const pieces = format === 'markdown' ? atHeadings(text, title) : inParts(text, title);
  return pieces.flatMap(({ heading, text: whole }) => {
    const parts = packed(paragraphsOf(whole), longest);
    return parts.map((part, index) => ({ heading: index === 0 ? heading : `${heading} (continued)`, text: part }));
  });
}

function inParts(text: string, title: string): SplitPassage[] {
  const parts = packed(paragraphsOf(text), usual);
  return parts.map((part, index) => ({ heading: parts.length === 1 ? title : `${title} › part ${index + 1}`, text: part }));
}

/** Markdown's headings of both kinds, except inside fences. */
function atHeadings(text: string, title: string): SplitPassage[] {
  const passages: SplitPassage[] = [];
  const above: { level: number; name: string }[] = [];
  let lines: string[] = [];
  const flush = () => {
    const body = lines.join('\n').trim();
    if (body !== '') passages.push({ heading: (above.map(({ name }) => name).join(' › ') || title).slice(0, longestHeading), text: body });
    lines = [];
  };
  const enter = (level: number, name: string) => {
    flush();
    while (above.length > 0 && above[above.length - 1].level >= level) above.pop();
    above.push({ level, name });
  };
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      lines.push(line);
      continue;
    }
    if (mark !== undefined) fence = mark;
    const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
    const underline = /^ {0,3}(=+|-{2,})\s*$/.exec(line);
    const before = lines[lines.length - 1] ?? '';
    if (heading && heading[2] !== '') enter(heading[1].length, heading[2]);
    else if (underline && before.trim() !== '' && (lines[lines.length - 2] ?? '').trim() === '' && !/^\s*[-*+>|]/.test(before)) {
      lines.pop();
      enter(underline[1].startsWith('=') ? 1 : 2, before.trim());
    } else lines.push(line);
  }
  flush();
  return passages;
}

/** Paragraphs, with each fenced block as one. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = [];
  let current: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) && line.trim() === mark ? null : fence;
    if (fence === null && line.trim() === '') {
      if (current.length > 0) paragraphs.push(current.join('\n'));
      current = [];
    } else current.push(line);
  }
  if (current.length > 0) paragraphs.push(current.join('\n'));
  return paragraphs.flatMap((paragraph) => cut(paragraph));
}

/** A paragraph that is longer than any passage may be is cut between lines, or anywhere where it has none. */
function cut(paragraph: string): string[] {
  const pieces: string[] = [];
  let rest = paragraph;
  while (rest.length > longest) {
    const at = rest.lastIndexOf('\n', longest);
    const end = at > longest / 2 ? at : longest;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).replace(/^\n/, '');
  }
  return [...pieces, rest];
}

/** Neighbouring paragraphs together, as many as fit. */
function packed(paragraphs: readonly string[], size: number): string[] {
  const parts: string[] = [];
  for (const paragraph of paragraphs) {
    const last = parts[parts.length - 1];
    if (last !== undefined && last.length + paragraph.length + 2 <= size) parts[parts.length - 1] = `${last}\n\n${paragraph}`;
    else parts.push(paragraph);
  }
  return parts;
}
