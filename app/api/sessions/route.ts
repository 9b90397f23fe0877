import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { listSessions, revokeOtherSessions } from '@/lib/features/auth/server';

export const GET = route(authContract.listSessions, listSessions);
export const DELETE = route(authContract.revokeOtherSessions, revokeOtherSessions);
