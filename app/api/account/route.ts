import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { account } from '@/lib/features/auth/server';

export const GET = route(authContract.me, account);
