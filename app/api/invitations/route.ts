import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { invite, listInvitations } from '@/lib/features/users/server';

export const GET = route(usersContract.listInvitations, listInvitations);
export const POST = route(usersContract.invite, invite);
