import { stream } from '@/lib/entry/stream';
import { systemContract } from '@/lib/features/system/contract';
import { followJobs } from '@/lib/features/system/server';

export const GET = stream(systemContract.events, followJobs);
