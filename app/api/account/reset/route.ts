import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { resetPassword } from '@/lib/features/auth/server';

export const POST = route(authContract.resetPassword, resetPassword);
