import type { Kind } from '@/lib/features/runs';
import { qualityKind } from '@/lib/features/stories/server';
import { embedderKind, writerKind } from '@/lib/features/training/server';
import { tutorialRankerKind } from '@/lib/features/tutorials/server';

/** Everything that learns: what the trainings, the registry and the pages know of. */
export const kinds: readonly Kind[] = [writerKind, embedderKind, qualityKind, tutorialRankerKind];
