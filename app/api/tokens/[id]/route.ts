import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { revokeToken } from '@/lib/features/auth/server';

export const DELETE = route(authContract.revokeToken, revokeToken);
