import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { rollbackOwnModel } from '@/lib/features/automation/server';

export const POST = route(automationContract.rollback, rollbackOwnModel);
