import { z } from 'zod';
import { settingNames } from '@/lib/vocabulary/settings';

const value = z.union([z.boolean(), z.number(), z.string().max(200)]);

export const settingSchema = z.object({
  name: z.enum(settingNames),
  label: z.string(),
  hint: z.string(),
  kind: z.enum(['switch', 'number']),
  value: z.union([z.boolean(), z.number()]),
  default: z.union([z.boolean(), z.number()]),
  min: z.number().optional(),
  max: z.number().optional(),
  fixed: z.boolean().describe('The environment decides it'),
});
export type Setting = z.output<typeof settingSchema>;

export const changeSettingInput = z.object({
  name: z.enum(settingNames, `There is no such setting. There are ${settingNames.join(', ')}`),
  value: value.describe('on or off, or a number'),
});
