import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { readBatch } from '@/lib/features/tutorials/server';

export const GET = route(tutorialsContract.readBatch, readBatch);
