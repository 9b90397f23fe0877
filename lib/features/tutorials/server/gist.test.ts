import { expect, it } from 'vitest';
import { gistOf } from './gist';

const lesson = [
  'A story that leads up to it.',
  'A **queue** hands out what came first:',
  '```python\nprint("first")\n\nprint("second")\n```',
  '```output\nfirst\nsecond\n```',
  'More.',
];

it('takes the paragraph that defines, with the code that it announces', () => {
  expect(gistOf(lesson.join('\n\n'))).toBe(lesson.slice(1, 4).join('\n\n'));
  expect(gistOf('A **stack** is a pile.\n\n```python\n1\n```')).toBe('A **stack** is a pile.');
});

it('takes the first paragraph where none defines, never code alone', () => {
  expect(gistOf('```python\nx = "**"\n```\n\nWords.\n\nMore words.')).toBe('Words.');
  expect(gistOf('```python\n1\n```')).toBe('```python\n1\n```');
});
