'use server';

import { action } from '@/lib/entry/action';
import { authContract } from '@/lib/features/auth/contract';
import { setup } from '@/lib/features/auth/server';

export const createFirstAccount = action(authContract.setup, setup);
