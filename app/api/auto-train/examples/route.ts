import { route } from '@/lib/entry/route';
import { automationContract } from '@/lib/features/automation/contract';
import { addOwnWriting, listExamples } from '@/lib/features/automation/server';

export const GET = route(automationContract.examples, listExamples);
export const POST = route(automationContract.addOwn, addOwnWriting);
