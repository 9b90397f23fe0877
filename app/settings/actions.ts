'use server';

import { action } from '@/lib/entry/action';
import { authContract } from '@/lib/features/auth/contract';
import { changePassword, createToken, revokeOtherSessions, revokeSession, revokeToken, updateAccount } from '@/lib/features/auth/server';

export const makeToken = action(authContract.createToken, createToken);
export const endToken = action(authContract.revokeToken, revokeToken);
export const endSession = action(authContract.revokeSession, revokeSession);
export const endOtherSessions = action(authContract.revokeOtherSessions, revokeOtherSessions);
export const saveName = action(authContract.update, updateAccount);
export const savePassword = action(authContract.changePassword, changePassword);
