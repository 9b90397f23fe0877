import { route } from '@/lib/entry/route';
import { authContract } from '@/lib/features/auth/contract';
import { registration } from '@/lib/features/auth/server';

export const GET = route(authContract.registration, registration);
