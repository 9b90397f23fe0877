import type { Clock } from './clock';
import type { Log } from './log';
import type { Rng } from './rng';

/** Who asks. Roles come from lib/vocabulary/roles, which core does not know: db/ctx fills the parameter. */
export type Actor<Role extends string = string> =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly role: Role;
      /** Set for a browser session. */
      readonly sessionId?: string;
      /** Set for an API token: what it may do. A session may do all that its role may. */
      readonly scopes?: readonly string[];
    }
  | { readonly kind: 'system'; readonly name: string };

/** All that a verb may reach: nothing else in the process is looked up. */
export interface Context<Database, Role extends string = string> {
  readonly actor: Actor<Role>;
  /** Inside a transaction this is the transaction. */
  readonly db: Database;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly log: Log;
  readonly requestId: string;
  /** The caller's network address; absent for this machine's own work. */
  readonly address?: string;
  /** Aborted when the caller went away or the job was cancelled. */
  readonly signal?: AbortSignal;
}
