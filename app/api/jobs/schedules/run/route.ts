import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { runSchedule } from '@/lib/features/system/server';

export const POST = route(systemContract.runSchedule, runSchedule);
