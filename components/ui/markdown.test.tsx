import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from './markdown';

const html = (text: string, inline = false) => renderToStaticMarkup(<Markdown text={text} inline={inline} />);

describe('Markdown', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <iframe src="//evil.example"></iframe>',
    '[x](javascript:alert(1))',
    '[x](data:text/html;base64,PHN2Zz4=)',
    '<svg onload=alert(1)>',
    '![x](https://evil.example/pixel.png)',
    '<style>*{display:none}</style>',
    '```html\n<script>alert(1)</script>\n```',
  ])('renders nothing of %s as HTML', (text) => {
    expect(html(text)).not.toMatch(/<(?:script|img|iframe|svg|style)|<[^>]+\son\w+=|href="(?!#|https?:|mailto:)[^"]/i);
  });

  it('colours code by class names and keeps no others', () => {
    const text = html('```python\ndef f():\n    return "x"\n```');
    expect(text).toContain('hljs-keyword');
    expect(text).toContain('hljs-string');
  });

  it('says that an output block is what was printed', () => {
    expect(html('```output\n42\n```')).toContain('It prints');
  });

  it('puts headings under those of the page', () => {
    const text = html('# One\n\n## Two\n\n### Three');
    expect(text).not.toMatch(/<h[12]/);
    expect(text).toContain('<h4>Three</h4>');
  });

  it('reads tables, and survives an unknown language', () => {
    expect(html('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>');
    expect(html('```klingon\nqapla\n```')).toContain('qapla');
  });

  it('leaves the paragraph out of a line', () => {
    expect(html('the `x` value', true)).not.toContain('<p>');
  });
});
