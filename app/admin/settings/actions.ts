'use server';

import { action } from '@/lib/entry/action';
import { settingsContract } from '@/lib/features/settings/contract';
import { changeSetting } from '@/lib/features/settings/server';

export const save = action(settingsContract.change, changeSetting);
