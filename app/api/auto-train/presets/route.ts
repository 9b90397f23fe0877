import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { listPresets, savePreset } from '@/lib/features/automation/server';

export const GET = route(automationContract.presets, listPresets);
export const POST = route(automationContract.savePreset, savePreset);
