import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { forget, readMemory } from '@/lib/features/automation/server';

export const GET = route(automationContract.memory, readMemory);
export const DELETE = route(automationContract.forget, forget);
