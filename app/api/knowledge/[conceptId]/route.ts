import { route } from '@/lib/entry/route';
import { knowledgeContract } from '@/lib/features/knowledge/contract';
import { markKnown, unmarkKnown } from '@/lib/features/knowledge/server';

export const PUT = route(knowledgeContract.mark, markKnown);
export const DELETE = route(knowledgeContract.unmark, unmarkKnown);
