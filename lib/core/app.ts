import type { Operation } from './contract';
import type { Actor } from './ctx';
import { LoamError } from './errors';

/** What the composition root (lib/boot) hands to the entry points of this process. */
export interface App<Ctx> {
  /** A context for one request or command. */
  createContext(request: ContextRequest): Ctx;
  /** Every operation, for the pages and commands that are made from the contracts. */
  readonly operations: readonly Operation[];
  /** What kinds of jobs there are; lib/jobs/define says what one is. */
  readonly jobDefinitions: readonly unknown[];
  readonly storage: AppStorage;
  readonly settings: AppSettings;
}

/** Who asks for a context, and from where. */
export interface ContextRequest {
  readonly actor: Actor;
  readonly requestId: string;
  readonly signal?: AbortSignal;
  readonly address?: string;
}

/** What is done to all rows at once, past any verb's own queries. */
export interface AppStorage {
  /** Writes everything into one file. */
  backup(file: string): Promise<{ readonly bytes: number; readonly rows: number; readonly tables: number; readonly files: number }>;
  /** Replaces everything by what a file holds, or changes nothing. */
  restore(file: string): Promise<{ readonly createdAt: Date; readonly tables: number }>;
}

/** What is decided once, when the process starts. */
export interface AppSettings {
  readonly dataDir: string;
  /** Where people reach this server, without a slash at the end. */
  readonly address: string;
  /** Whether this machine alone can reach the server: it listens on the loopback interface. */
  readonly localOnly: boolean;
  /** Needed to create the first admin; absent where the server answers this machine alone. */
  readonly setupCode?: string;
  /** Accepted as the system itself from the command line on this machine; lies in the data folder, mode 0600. */
  readonly localToken: string;
  /** Signs session cookies. */
  readonly sessionSecret: string;
  /** Whether what a proxy at this network address says of the caller is believed. */
  isTrustedProxy(address: string): boolean;
  /** Where models are pulled from; the public hub unless said. */
  readonly hub?: { readonly endpoint: string; readonly token?: string };
  /** Settings that the environment decides, by name (lib/vocabulary/settings); they cannot be changed while Loam runs. */
  readonly fixed: Readonly<Record<string, boolean | number | string>>;
}

const key = Symbol.for('loam.app');
const store = globalThis as unknown as Record<symbol, unknown>;

export function publishApp<Ctx>(app: App<Ctx>): void {
  store[key] = app;
}

export function withdrawApp(): void {
  store[key] = undefined;
}

/** The running app. Throws `unavailable` before it has started. */
export function currentApp<Ctx>(): App<Ctx> {
  const app = store[key] as App<Ctx> | undefined;
  if (!app) throw new LoamError('unavailable', 'Loam is still starting. Try again in a few seconds.');
  return app;
}
