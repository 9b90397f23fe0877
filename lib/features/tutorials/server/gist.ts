/** A stretch of Markdown: a paragraph, or a fenced block as one. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let open: string | null = null;
  let current: string[] = [];
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})/.exec(line)?.[1];
    if (open === null && mark === undefined && line.trim() === '') {
      if (current.length > 0) blocks.push(current.join('\n'));
      current = [];
      continue;
    }
    if (mark !== undefined) open = open === null ? mark : line.trim() === open ? null : open;
    current.push(line);
  }
  if (current.length > 0) blocks.push(current.join('\n'));
  return blocks;
}

const isFence = (block: string): boolean => block.startsWith('```');

/**
 * The paragraph of an explanation that defines its concept: the first with a term in bold, otherwise the
 * first of all. Where it ends in a colon, the code that it announces (and what that prints) comes along.
 */
export function gistOf(explanation: string): string {
  const blocks = blocksOf(explanation);
  const found = blocks.findIndex((block) => !isFence(block) && block.includes('**'));
  const start = found === -1 ? blocks.findIndex((block) => !isFence(block)) : found;
  if (start === -1) return explanation;
  let end = start + 1;
  if (blocks[start].trimEnd().endsWith(':')) while (end < blocks.length && isFence(blocks[end])) end++;
  return blocks.slice(start, end).join('\n\n');
}
