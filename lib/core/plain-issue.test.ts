import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plainIssue } from './plain-issue';

function say(schema: z.ZodType, input: unknown): string[] {
  return schema.safeParse(input, { error: plainIssue }).error?.issues.map(({ message }) => message) ?? [];
}

const table: readonly (readonly [string, z.ZodType, unknown, string])[] = [
  ['a missing text', z.string(), undefined, 'Fill this in'],
  ['an empty text', z.string().min(1), '', 'Fill this in'],
  ['a text that is a number', z.string(), 7, 'Give a text'],
  ['a number in letters', z.coerce.number(), 'ten', 'Give a number'],
  ['half a thing', z.number().int(), 1.5, 'Give a whole number'],
  ['too much', z.number().max(10), 11, 'Give at most 10'],
  ['too little', z.number().min(3), 2, 'Give at least 3'],
  ['nothing where something must be', z.number().positive(), 0, 'Give more than 0'],
  ['too long', z.string().max(5), 'far too long', 'Use at most 5 characters'],
  ['one character', z.string().length(1), 'ab', 'Use exactly 1 character'],
  ['too few', z.array(z.string()).min(2), ['a'], 'Give at least 2 entries'],
  ['no list', z.array(z.string()), 'a', 'Give a list'],
  ['no choice', z.enum(['a', 'b']), undefined, 'Choose one'],
  ['another choice', z.enum(['a', 'b']), 'c', 'Choose one of a, b'],
  ['the only value', z.literal('a'), 'c', 'This can only be a'],
  ['an address without an at', z.email(), 'ada', 'Write an address such as ada@example.org'],
  ['a time of no calendar', z.iso.datetime(), 'today', 'Write a time such as 2026-01-31T12:00:00Z'],
  ['a pattern', z.string().regex(/^a+$/), 'b', 'Write this in another way: it has signs that cannot stand here'],
  ['a strange field', z.strictObject({}), { colour: 1 }, 'Leave out colour: there is no such field'],
  ['neither of two', z.number().or(z.boolean()), 'x', 'Give a number'],
  ['neither true nor false', z.stringbool().or(z.boolean()), 'perhaps', 'Say true or false'],
];

describe('plainIssue', () => {
  it.each(table)('says what to do about %s', (_, schema, input, words) => {
    expect(say(schema, input)).toEqual([words]);
  });

  it('leaves a schema its own words', () => {
    expect(say(z.string('Write what you want to learn'), undefined)).toEqual(['Write what you want to learn']);
  });
});
