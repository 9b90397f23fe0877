import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { resetUserPassword } from '@/lib/features/users/server';

export const POST = route(usersContract.resetPassword, resetUserPassword);
