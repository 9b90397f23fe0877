import { route } from '@/lib/entry/route';
import { hubContract } from '@/lib/features/hub/contract';
import { planModelPull, requestPull } from '@/lib/features/hub/server';

export const GET = route(hubContract.plan, planModelPull);
export const POST = route(hubContract.pull, requestPull);
