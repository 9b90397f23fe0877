import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { discardExample, editExample, readExample } from '@/lib/features/automation/server';

export const GET = route(automationContract.example, readExample);
export const PATCH = route(automationContract.edit, editExample);
export const DELETE = route(automationContract.discard, discardExample);
