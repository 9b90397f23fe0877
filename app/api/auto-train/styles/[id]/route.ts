import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { deleteStyle } from '@/lib/features/automation/server';

export const DELETE = route(automationContract.deleteStyle, deleteStyle);
