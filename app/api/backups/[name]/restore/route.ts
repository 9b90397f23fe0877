import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { restoreBackup } from '@/lib/features/system/server';

export const POST = route(systemContract.restoreBackup, restoreBackup);
