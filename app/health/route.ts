import { route } from '@/lib/entry/route';
import { systemContract } from '@/lib/features/system/contract';
import { health } from '@/lib/features/system/server';

export const GET = route(systemContract.health, health);
