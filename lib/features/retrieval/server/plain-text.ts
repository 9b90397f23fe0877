/** Markdown as the words that it shows: without code blocks, marks of emphasis, links' addresses and the marks of lists and headings. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*+]|\d+\.|#{1,6}|>)\s+/gm, '')
    .replace(/(\*\*|__|\*|`)(\S(?:[^\n]*?\S)?)\1/g, '$2')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}
