import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectPath } from '@/lib/core/paths';
import type { Concept } from '../schemas';
import { parseConcept } from './parse-concept';
import { validateCurriculum, type ConceptFile } from './validate-curriculum';

const template = parseConcept(readFileSync(projectPath('content/curriculum/python/python-dictionaries.md'), 'utf8'), 'template.md');

function file(
  id: string,
  prerequisites: string[],
  change: Partial<Concept> = {},
  name = `content/curriculum/python/${id}.md`,
): ConceptFile {
  return { file: name, concept: { ...template, id, prerequisites, ...change } };
}

function messages(...files: ConceptFile[]): string[] {
  return validateCurriculum(files).map((problem) => `${problem.file}: ${problem.message}`);
}

describe('validateCurriculum', () => {
  it('accepts a sound curriculum', () => {
    expect(messages(file('a', []), file('b', ['a']), file('c', ['a', 'b'], { level: 'advanced' }))).toEqual([]);
  });

  it.each([
    ['a repeated id', [file('a', []), file('a', [])], /already taken/],
    ['a wrong file name', [file('a', [], {}, 'content/curriculum/python/b.md')], /name the file a\.md/],
    ['a wrong folder', [file('a', [], {}, 'content/curriculum/sql/a.md')], /folder of its track, python/],
    ['an unknown prerequisite', [file('a', ['z'])], /"z" does not exist/],
    ['a repeated prerequisite', [file('a', []), file('b', ['a', 'a'])], /listed twice/],
    ['a harder prerequisite', [file('a', [], { level: 'advanced' }), file('b', ['a'])], /harder than this concept/],
    ['a concept that needs itself', [file('a', ['a'])], /a ← a/],
    ['a circle', [file('a', ['c']), file('b', ['a']), file('c', ['b'])], /a ← c ← b ← a/],
  ])('finds %s', (_name, files, message) => {
    expect(messages(...files).some((text) => message.test(text))).toBe(true);
  });
});
