import { route } from '@/lib/entry/route';
import { knowledgeContract } from '@/lib/features/knowledge/contract';
import { listKnown } from '@/lib/features/knowledge/server';

export const GET = route(knowledgeContract.list, listKnown);
