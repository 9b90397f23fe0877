import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { revokeInvitation } from '@/lib/features/users/server';

export const DELETE = route(usersContract.revokeInvitation, revokeInvitation);
