import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { keepTold } from '@/lib/features/automation/server';

export const POST = route(automationContract.keepTold, keepTold);
