import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { addPrompt, listPrompts } from '@/lib/features/automation/server';

export const GET = route(automationContract.prompts, listPrompts);
export const POST = route(automationContract.addPrompt, addPrompt);
