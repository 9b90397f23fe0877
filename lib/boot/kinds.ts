import type { Kind } from '@/lib/features/runs';
import { tutorialRankerKind } from '@/lib/features/tutorials/server';

/** Everything that learns: what the trainings, the registry and the pages know of. */
export const kinds: readonly Kind[] = [tutorialRankerKind];
