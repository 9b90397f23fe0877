import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberedSlug, slugify, titleOf } from './slug';

describe('slugify', () => {
  it.each([
    ['Python Decorators', 'python-decorators'],
    ['Learning Python Machine Learning', 'learning-python-machine-learning'],
    ['  C++ & C#: what’s new?  ', 'c-c-what-s-new'],
    ['Über Café', 'uber-cafe'],
    ['مقدمة في بايثون', 'مقدمة-في-بايثون'],
    ['🎉🎉', 'tutorial'],
    ['<script>alert(1)</script>', 'script-alert-1-script'],
  ])('%s → %s', (title, slug) => expect(slugify(title)).toBe(slug));

  it('holds letters, digits and hyphens only, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        expect(slugify(title)).toMatch(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u);
        expect([...slugify(title)].length).toBeLessThanOrEqual(80);
      }),
    );
  });

  it('numbers repeats from 2', () => expect([1, 2, 3].map((n) => numberedSlug('x', n))).toEqual(['x', 'x-2', 'x-3']));

  it('leaves addresses alone that are something else', () => {
    expect([1, 2].map((n) => numberedSlug('batch', n))).toEqual(['batch-2', 'batch-3']);
  });
});

describe('titleOf', () => {
  it.each([
    ['python decorators', 'Python Decorators'],
    ['  the   art of sorting ', 'The Art of Sorting'],
    ['JSON and CSV', 'JSON and CSV'],
  ])('%s → %s', (topic, title) => expect(titleOf(topic)).toBe(title));
});
