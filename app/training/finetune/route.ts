import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { fineTune } from '@/lib/features/automation/server';

export const POST = route(automationContract.fineTune, fineTune);
