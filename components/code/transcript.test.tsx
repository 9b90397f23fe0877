import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Transcript } from './transcript';

it('shows commands apart from what they printed, as text, and offers nothing to run', () => {
  const html = renderToStaticMarkup(<Transcript text={'$ git status\nOn branch <main>\n\n$ ls\n'} label="Example" />);
  expect(html).toContain('>git status</span>');
  expect(html).toContain('On branch &lt;main&gt;');
  expect(html.match(/select-none/g)).toHaveLength(2);
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(html).toContain('aria-label="Copy the code"');
});
