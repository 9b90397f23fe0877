import { route } from '@/lib/entry/route';
import { settingsContract } from '@/lib/features/settings/contract';
import { changeSetting } from '@/lib/features/settings/server';

export const PUT = route(settingsContract.change, changeSetting);
