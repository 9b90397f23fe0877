'use server';

import { action } from '@/lib/entry/action';
import { usersContract } from '@/lib/features/users/contract';
import { deleteUser, disableUser, enableUser, resetUserPassword, setRole, signOutUser } from '@/lib/features/users/server';

export const changeRole = action(usersContract.setRole, setRole);
export const disable = action(usersContract.disable, disableUser);
export const enable = action(usersContract.enable, enableUser);
export const signOutEverywhere = action(usersContract.signOut, signOutUser);
export const makeResetLink = action(usersContract.resetPassword, resetUserPassword);
export const remove = action(usersContract.remove, deleteUser);
