'use server';

import { action } from '@/lib/entry/action';
import { authContract } from '@/lib/features/auth/contract';
import { resetPassword } from '@/lib/features/auth/server';

export const setNewPassword = action(authContract.resetPassword, resetPassword);
