import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { InlineCode } from './inline-code';

it.each([
  ['section 3.3.1, on `__hash__` and `__eq__`', 'section 3.3.1, on <code>__hash__</code> and <code>__eq__</code>'],
  ['a ` alone, and 5 * 3 * 2', 'a ` alone, and 5 * 3 * 2'],
  ['`<b>`', '<code>&lt;b&gt;</code>'],
  ['', ''],
])('shows %s', (text, html) => {
  expect(renderToStaticMarkup(<InlineCode text={text} />)).toBe(html);
});
