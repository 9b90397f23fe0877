import { stream } from '@/lib/entry/stream';
import { automationContract } from '@/lib/features/automation/contract';
import { followFineTune } from '@/lib/features/automation/server';

export const GET = stream(automationContract.followFineTune, followFineTune);
