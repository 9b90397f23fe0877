import { route } from '@/lib/entry/route';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { shareTutorial } from '@/lib/features/tutorials/server';

export const PUT = route(tutorialsContract.share, shareTutorial);
