import type { ModelClient } from '@/lib/processes/inference/client';

/** A trained model that puts plans into words. */
export interface StoryWriter {
  readonly name: string;
  readonly version: string;
  readonly client: Pick<ModelClient, 'generate' | 'candidates' | 'score'>;
  /** Once the story is told: why another one told it than was to. */
  readonly note?: () => string | undefined;
}
