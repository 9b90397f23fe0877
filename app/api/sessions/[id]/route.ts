import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { revokeSession } from '@/lib/features/auth/server';

export const DELETE = route(authContract.revokeSession, revokeSession);
