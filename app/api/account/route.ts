import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { account, updateAccount } from '@/lib/features/auth/server';

export const GET = route(authContract.me, account);
export const PATCH = route(authContract.update, updateAccount);
