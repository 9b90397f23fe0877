'use server';

import { action } from '@/lib/entry/action';
import { usersContract } from '@/lib/features/users/contract';
import { invite, revokeInvitation } from '@/lib/features/users/server';

export const makeInvitation = action(usersContract.invite, invite);
export const takeBack = action(usersContract.revokeInvitation, revokeInvitation);
