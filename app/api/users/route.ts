import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { createUser, listUsers } from '@/lib/features/users/server';

export const GET = route(usersContract.list, listUsers);
export const POST = route(usersContract.create, createUser);
