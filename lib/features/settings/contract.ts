import { z } from 'zod';
import { operation } from '@/lib/core/contract';
import { changeSettingInput, settingSchema } from './schemas';

export const settingsContract = {
  list: operation({
    id: 'settings.list',
    summary: 'What is decided for the whole installation.',
    method: 'GET',
    path: '/api/settings',
    access: 'admin',
    input: z.object({}),
    output: z.object({ settings: z.array(settingSchema) }),
    command: { words: ['settings'] },
  }),
  change: operation({
    id: 'settings.change',
    summary: 'Change a setting; it holds at once.',
    method: 'PUT',
    path: '/api/settings/{name}',
    access: 'admin',
    input: changeSettingInput,
    output: settingSchema,
    command: { words: ['settings', 'set'], positional: ['name', 'value'] },
    example: { name: 'OPEN_REGISTRATION', value: true },
  }),
};
