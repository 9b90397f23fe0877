import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { listOwnModels } from '@/lib/features/automation/server';

export const GET = route(automationContract.models, listOwnModels);
