import type { RunPhase } from '@/lib/vocabulary/run-states';
import type { Kind, RunSurroundings } from '../../kind';
import type { RunRow } from '../rows';
import type { RunChange } from './run-writer';

/** What all steps of a run work with. */
export interface Attempt {
  readonly run: RunRow;
  readonly kind: Kind;
  readonly config: Record<string, unknown>;
  readonly surroundings: RunSurroundings;
  /** Says what the run is doing now, and keeps what it found. */
  enter(phase: RunPhase, change?: RunChange): Promise<void>;
}
