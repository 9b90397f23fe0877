import { route } from '@/lib/entry/route';
import { hubContract } from '@/lib/features/hub/contract';
import { readCatalogue } from '@/lib/features/hub/server';

export const GET = route(hubContract.catalogue, readCatalogue);
