import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { deletePrompt } from '@/lib/features/automation/server';

export const DELETE = route(automationContract.deletePrompt, deletePrompt);
