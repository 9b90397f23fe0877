import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createBatch, listBatches } from '@/lib/features/tutorials/server';

export const GET = route(tutorialsContract.listBatches, listBatches);
export const POST = route(tutorialsContract.batch, createBatch);
