import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { deletePreset } from '@/lib/features/automation/server';

export const DELETE = route(automationContract.deletePreset, deletePreset);
