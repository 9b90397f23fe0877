import { route } from '@/lib/entry/route';
import { enginesContract } from '@/lib/features/engines/contract';
import { complete } from '@/lib/features/engines/server';

export const POST = route(enginesContract.complete, complete);
