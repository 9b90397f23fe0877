/** The non-empty lines of a block of content; a line beginning with # is a remark. */
export function contentLines(block: string): string[] {
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The entries of a comma-separated list that may run over several lines. */
export function contentList(block: string): string[] {
  return block
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean);
}
