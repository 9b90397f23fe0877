import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { listStyles, saveStyle } from '@/lib/features/automation/server';

export const GET = route(automationContract.styles, listStyles);
export const POST = route(automationContract.saveStyle, saveStyle);
