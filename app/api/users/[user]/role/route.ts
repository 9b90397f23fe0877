import { route } from '@/lib/entry/route';
import { usersContract } from '@/lib/features/users/contract';
import { setRole } from '@/lib/features/users/server';

export const PUT = route(usersContract.setRole, setRole);
