import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { changePassword } from '@/lib/features/auth/server';

export const POST = route(authContract.changePassword, changePassword);
