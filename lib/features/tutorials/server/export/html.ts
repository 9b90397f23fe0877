import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import type { Tutorial } from '../../schemas';
import { tutorialAsMarkdown } from './markdown';

const style = `
:root{color-scheme:light dark}
body{max-width:46rem;margin:2rem auto;padding:0 1.25rem;font:1.05rem/1.6 Georgia,'Times New Roman',serif}
h1,h2,h3{line-height:1.25;margin-top:2.2em}h1{margin-top:0}
pre{overflow-x:auto;padding:.8rem 1rem;border:1px solid #8886;border-radius:.5rem;font:.88rem/1.5 ui-monospace,Menlo,Consolas,monospace}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em}
pre:has(> code.language-output){border-style:dashed}
table{border-collapse:collapse}th,td{border:1px solid #8886;padding:.3rem .6rem}
blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #8886}
@media print{pre{white-space:pre-wrap}h2{break-before:page}}`;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Markdown as HTML in which nothing of the text is markup: raw HTML is shown as it was typed, addresses are
 * limited to harmless protocols, and images, which would be fetched, stay text.
 */
export function markdownAsHtml(markdown: string): string {
  return micromark(markdown, { extensions: [gfmTable(), { disable: { null: ['labelStartImage'] } }], htmlExtensions: [gfmTableHtml()] });
}

/** A whole tutorial as one HTML file that needs nothing else, runs nothing and fetches nothing. */
export function tutorialAsHtml(tutorial: Tutorial): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="Loam">
<title>${escapeHtml(tutorial.title)}</title>
<style>${style}
</style>
</head>
<body>
<main>
${markdownAsHtml(tutorialAsMarkdown(tutorial))}
</main>
</body>
</html>
`;
}
