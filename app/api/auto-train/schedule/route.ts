import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { endSchedule, readSchedule, saveSchedule } from '@/lib/features/automation/server';

export const GET = route(automationContract.schedule, readSchedule);
export const PUT = route(automationContract.setSchedule, saveSchedule);
export const DELETE = route(automationContract.endSchedule, endSchedule);
