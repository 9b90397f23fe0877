import { z } from 'zod';
import { settingNames } from '@/lib/vocabulary/settings';

const value = z.union([z.boolean(), z.number(), z.string().max(500)]);

export const settingSchema = z.object({
  name: z.enum(settingNames),
  label: z.string(),
  hint: z.string(),
  kind: z.enum(['switch', 'number', 'text']),
  value: z.union([z.boolean(), z.number(), z.string()]),
  default: z.union([z.boolean(), z.number(), z.string()]),
  secret: z.boolean().describe('The value is not shown; ••• stands for one that is set'),
  min: z.number().optional(),
  max: z.number().optional(),
  fixed: z.boolean().describe('The environment decides it'),
});
export type Setting = z.output<typeof settingSchema>;

export const changeSettingInput = z.object({
  name: z.enum(settingNames, `There is no such setting. There are ${settingNames.join(', ')}`),
  value: value.describe('on or off, a number, or a text'),
});
