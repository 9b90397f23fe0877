import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { signOutUser } from '@/lib/features/users/server';

export const POST = route(usersContract.signOut, signOutUser);
