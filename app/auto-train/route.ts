import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { autoTrain, startAutoTraining } from '@/lib/features/automation/server';

export const POST = route(automationContract.start, autoTrain, startAutoTraining);
