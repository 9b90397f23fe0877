import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { discardJob, readJob } from '@/lib/features/system/server';

export const GET = route(systemContract.readJob, readJob);
export const DELETE = route(systemContract.discardJob, discardJob);
