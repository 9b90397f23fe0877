import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { listSchedules } from '@/lib/features/system/server';

export const GET = route(systemContract.listSchedules, listSchedules);
