import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { deleteUser, readUser } from '@/lib/features/users/server';

export const GET = route(usersContract.read, readUser);
export const DELETE = route(usersContract.remove, deleteUser);
