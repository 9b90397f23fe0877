import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { readStats } from '@/lib/features/automation/server';

export const GET = route(automationContract.stats, readStats);
