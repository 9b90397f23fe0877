'use server';

import { action } from '@/lib/entry/action';
import { authContract } from '@/lib/features/auth/contract';
import { createToken, revokeSession, revokeToken } from '@/lib/features/auth/server';

export const makeToken = action(authContract.createToken, createToken);
export const endToken = action(authContract.revokeToken, revokeToken);
export const endSession = action(authContract.revokeSession, revokeSession);
