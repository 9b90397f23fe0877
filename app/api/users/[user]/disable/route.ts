import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { disableUser } from '@/lib/features/users/server';

export const POST = route(usersContract.disable, disableUser);
