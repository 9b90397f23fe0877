import { expect, it } from 'vitest';
import { plainText } from './plain-text';

it('keeps the words of Markdown and nothing of its marks', () => {
  const markdown = [
    '# A title',
    '',
    'Some **bold** and *leaning* words, `code`, and [a link](https://example.org/a_b).',
    '',
    '```python',
    'print("not a word of this")',
    '```',
    '- first',
    '2. second, with `2 * 3 * 4`',
    'snake_case_name and a * b * c',
  ].join('\n');
  expect(plainText(markdown)).toBe(
    ['A title', 'Some bold and leaning words, code, and a link.', 'first', 'second, with 2 * 3 * 4', 'snake_case_name and a * b * c'].join(
      '\n',
    ),
  );
});
