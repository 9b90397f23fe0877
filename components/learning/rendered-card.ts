import type { ReactNode } from 'react';
import type { ReviewCard } from '@/lib/features/learning/schemas';

/** A card with its texts rendered by the server. */
export interface RenderedCard extends Pick<ReviewCard, 'id' | 'kind' | 'conceptId' | 'title' | 'answer' | 'intervals'> {
  readonly prompt: ReactNode;
  readonly choices: readonly { readonly letter: string; readonly content: ReactNode }[];
  readonly why: ReactNode;
}
