import { route } from '@/lib/entry/route';
import { settingsContract } from '@/lib/features/settings/contract';
import { listSettings } from '@/lib/features/settings/server';

export const GET = route(settingsContract.list, listSettings);
