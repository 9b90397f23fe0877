import { expect, it } from 'vitest';
import { z } from 'zod';
import { configFrom, fieldsOf, textOfValue } from './config-form';

const config = z.object({
  epochs: z.coerce.number().int().min(1).max(100).default(3).describe('How often the text is read'),
  rate: z.number().gt(0).max(1).default(0.001),
  rank: z.number().int().min(0).optional(),
  size: z.enum(['small', 'large']).default('small'),
  early: z.boolean().default(true),
  note: z.string().nullable().default(null),
});
const fields = fieldsOf(z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }));

it('makes a field of everything that a kind can be told, with limits and defaults', () => {
  const largest = Number.MAX_SAFE_INTEGER;
  expect(fields).toMatchObject([
    { name: 'epochs', min: 1, max: 100, standard: 3, hint: 'How often the text is read' },
    { name: 'rate', type: 'number', min: 0, max: 1, standard: 0.001 },
    { name: 'rank', type: 'integer', min: 0, max: largest },
    { name: 'size', type: 'choice', choices: ['small', 'large'] },
    { name: 'early', type: 'switch', standard: true },
    { name: 'note', type: 'text', standard: null },
  ]);
  expect(['integer', 'number']).toContain(fields[0].type);
});

it('gives back what the kind’s own schema takes, and leaves out what was left empty', () => {
  const made = configFrom(fields, { epochs: '5', rate: '', rank: ' 8 ', size: 'large', early: 'no', note: 'x' });
  expect(made).toEqual({ epochs: 5, rank: 8, size: 'large', early: false, note: 'x' });
  expect(config.parse(made)).toMatchObject({ epochs: 5, rate: 0.001 });
});

it('hands on what is no number, so that the kind can say so', () => {
  expect(config.safeParse(configFrom(fields, { rate: 'fast' })).error?.issues[0].path).toEqual(['rate']);
});

it('fills fields with the values of another run', () => {
  expect([textOfValue(3), textOfValue(false), textOfValue(null), textOfValue('a')]).toEqual(['3', 'no', '', 'a']);
});
