import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { createToken, listTokens } from '@/lib/features/auth/server';

export const GET = route(authContract.listTokens, listTokens);
export const POST = route(authContract.createToken, createToken);
