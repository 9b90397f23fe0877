import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { parseConcept, type ConceptProblem } from './parse-concept';

const text = readFileSync(projectPath('content/curriculum/python/python-dictionaries.md'), 'utf8');

function problemsOf(source: string): readonly ConceptProblem[] {
  try {
    parseConcept(source, 'python/x.md');
  } catch (error) {
    if (error instanceof LoamError) return error.extra?.problems as ConceptProblem[];
    throw error;
  }
  return [];
}

function lineOf(source: string, start: string): number {
  return source.split('\n').findIndex((line) => line.startsWith(start)) + 1;
}

describe('parseConcept', () => {
  it('reads every part of a concept', () => {
    const concept = parseConcept(text, 'python/python-dictionaries.md');
    expect(concept.id).toBe('python-dictionaries');
    expect(concept.short).toMatch(/^A bakery/);
    expect(concept.illustrations).toHaveLength(3);
    expect(concept.examples.map((example) => example.title)).toEqual(['Counting ballots', 'Sorting readings by sensor']);
    expect(concept.examples[0]?.output.endsWith('The choir goes to Lisbon\n')).toBe(true);
    expect(concept.pitfalls[0]?.wrong).toMatchObject({ output: null, error: 'RuntimeError: dictionary changed size during iteration' });
    expect(concept.questions.map((question) => [question.choices.length, question.answer])).toEqual([
      [4, 'B'],
      [4, 'C'],
      [4, 'B'],
    ]);
    expect(concept.questions[0]?.code).toContain('ages.get("Max", -1)');
    expect(concept.questions[0]?.prompt).not.toContain('prints\n');
    expect(concept.questions[0]?.prompt).not.toContain('Answer');
    expect(concept.exercise.harness).toContain('def merge_and_list');
    expect(concept.exercise.tests).toMatchObject({ kind: 'calls' });
    expect(concept.exercise.tests.cases[0]).toEqual({
      call: 'merge_prices',
      args: [{ tea: 4.5 }, { jam: 3 }],
      expected: { tea: 4.5, jam: 3 },
      hidden: false,
    });
    expect(concept.exercise.tests.cases.filter((test) => 'hidden' in test && test.hidden)).toHaveLength(4);
  });

  it('reads a file with Windows line ends alike', () => {
    expect(parseConcept(text.replaceAll('\n', '\r\n'), 'x.md')).toEqual(parseConcept(text, 'x.md'));
  });

  const faults: [name: string, damage: (source: string) => string, line: (damaged: string) => number, message: RegExp][] = [
    ['no front matter', (s) => s.slice(4), () => 1, /begin the file with front matter/],
    ['broken YAML', (s) => s.replace('title: Dictionaries', 'title: [Dictionaries'), (d) => lineOf(d, 'title:') + 1, /no valid YAML/],
    ['an unknown level', (s) => s.replace('level: beginner', 'level: easy'), (d) => lineOf(d, 'level:'), /level/],
    ['an unknown key', (s) => s.replace('level:', 'colour: red\nlevel:'), () => 1, /colour/],
    ['an unknown heading', (s) => s.replace('## In depth', '## Deeper'), (d) => lineOf(d, '## Deeper'), /no known part/],
    ['an example without output', (s) => s.replace(/```output\nLisbon[^`]*```\n/, ''), (d) => lineOf(d, 'ballots =') - 1, /`output` block/],
    [
      'an explanation without output',
      (s) => s.replace(/```output\nrye[^`]*```\n/, ''),
      (d) => lineOf(d, 'stock =') - 1,
      /mark it as `text`/,
    ],
    [
      'a pitfall without its right block',
      (s) => s.replace('```python right', '```text'),
      (d) => lineOf(d, '## Pitfall: Removing'),
      /python right/,
    ],
    ['an answer that is no choice', (s) => s.replace('Answer: B', 'Answer: F'), (d) => lineOf(d, 'Answer: F'), /letter of a choice/],
    ['a missing reason', (s) => s.replace('Why: The hash', 'The hash'), (d) => lineOf(d, 'A program holds') - 2, /`Why:`/],
    [
      'a bad test case',
      (s) => s.replace('-> {"oats": 2.2}', '-> {oats: 2.2}'),
      (d) => lineOf(d, 'merge_prices({}, {"oats"'),
      /no test case/,
    ],
    ['no starter', (s) => s.replace('### Starter', '### Start'), (d) => lineOf(d, '### Start'), /unknown here/],
  ];
  it.each(faults)('points at %s', (_name, damage, line, message) => {
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    const problems = problemsOf(damaged);
    expect(problems).toContainEqual({ file: 'python/x.md', line: line(damaged), message: expect.stringMatching(message) as string });
  });

  it('lists all problems at once', () => {
    const damaged = text.replace('Answer: B', 'Answer: F').replace('### Solution', '### Answer');
    expect(problemsOf(damaged).length).toBeGreaterThanOrEqual(2);
  });

  it('asks for three questions', () => {
    const damaged = text.replace(/## Question\n\nWhich of these[\s\S]*?(?=## Question)/, '');
    expect(problemsOf(damaged)).toEqual([
      { file: 'python/x.md', line: lineOf(damaged, '## Question'), message: expect.stringMatching(/^questions/) as string },
    ]);
  });
});
