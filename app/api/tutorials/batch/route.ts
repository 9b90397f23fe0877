import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { createBatch } from '@/lib/features/tutorials/server';

export const POST = route(tutorialsContract.batch, createBatch);
