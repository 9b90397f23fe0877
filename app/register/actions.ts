'use server';

import { action } from '@/lib/entry/action';
import { authContract } from '@/lib/features/auth/contract';
import { register } from '@/lib/features/auth/server';

export const makeAccount = action(authContract.register, register);
