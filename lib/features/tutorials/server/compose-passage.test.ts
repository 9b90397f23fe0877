import { expect, it } from 'vitest';
import type { OwnPassage } from '@/lib/features/documents/server';
import { composePassage } from './compose-passage';
import { markdownAsHtml } from './export/html';

const passage = (text: string, format: OwnPassage['format'] = 'markdown'): OwnPassage => ({
  id: 'p',
  documentId: 'd',
  documentTitle: 'Hand*book*',
  format,
  heading: 'Guide › Install',
  text,
});

it('keeps the order of text and code, and runs only what can be run', () => {
  const step = composePassage(passage('Before.\n\n```sh\nrm -rf /\n```\n\n```py\nprint(1)\n```\nBetween.\n\n~~~JS\nconsole.log(2)\n~~~'));
  expect(step).toMatchObject({
    title: 'Install',
    conceptId: 'own-document',
    checkpoint: null,
    sources: [{ title: 'Hand*book*', where: 'your document, under “Guide › Install”' }],
  });
  expect(step.explanation).toBe('Before.\n\n```sh\nrm -rf /\n```');
  expect(step.examples.map(({ language, code, notice }) => [language, code, notice])).toEqual([
    ['python', 'print(1)\n', 'Between.'],
    ['javascript', 'console.log(2)\n', ''],
  ]);
});

it('takes an unclosed block to the end', () => {
  expect(composePassage(passage('```python\nprint(1)')).examples.map(({ code }) => code)).toEqual(['print(1)\n']);
});

it('shows plain text as it was typed', () => {
  const typed = '# not a heading\n*stars* <b>tags</b> `ticks`\n1. one\n- two\n\n    four spaces';
  const html = markdownAsHtml(composePassage(passage(typed, 'text')).explanation);
  expect([...html.matchAll(/<(\w+)/g)].map(([, tag]) => tag).filter((tag) => tag !== 'p' && tag !== 'br')).toEqual([]);
  for (const piece of ['# not a heading', '*stars*', '&lt;b&gt;', '`ticks`', '1. one', '- two']) expect(html).toContain(piece);
});
