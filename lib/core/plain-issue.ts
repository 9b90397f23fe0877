import type { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no (true or false)',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
};

const formats: Readonly<Record<string, string>> = {
  email: 'an address such as ada@example.org',
  url: 'an address such as https://example.org',
  datetime: 'a time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time of day such as 07:30',
  json_string: 'valid JSON',
};

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
  file: ['byte', 'bytes'],
};

/**
 * What a person reads beside a field whose schema has no words of its own: what to do, not what a validator expected.
 * Given to zod as the `error` of a parse, it leaves the schemas' own messages as they are.
 */
export function plainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null || issue.input === '') return 'Fill this in';
      return `Give ${kinds[issue.expected] ?? `something of the type ${issue.expected}`}`;
    case 'invalid_value':
      if (issue.input === undefined) return 'Choose one';
      if (issue.values.includes('true')) return 'Say true or false';
      return issue.values.length === 1
        ? `This can only be ${String(issue.values[0])}`
        : `Choose one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string' && issue.input === '') return 'Fill this in';
      return bound(issue.origin, issue.exact ? 'exactly' : issue.inclusive ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.exact ? 'exactly' : issue.inclusive ? 'at most' : 'less than', issue.maximum);
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'Give a whole number' : `Give a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.input === ''
        ? 'Fill this in'
        : `Write ${formats[issue.format] ?? 'this in another way: it has signs that cannot stand here'}`;
    case 'unrecognized_keys':
      return `Leave out ${issue.keys.join(', ')}: there is no such field`;
    case 'invalid_union':
      // What the first way of writing it would have wanted; the others are there for programs.
      return issue.errors[0]?.[0]?.message ?? 'This cannot be read';
    default:
      return 'This cannot be read';
  }
}

function bound(origin: string, how: string, limit: number | bigint): string {
  const unit = units[origin];
  if (!unit) return `Give ${how} ${limit}`;
  return `${origin === 'string' ? 'Use' : 'Give'} ${how} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
}
