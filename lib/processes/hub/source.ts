import type { Clock } from '@/lib/core/clock';

/** What a file has to be: SHA-256 of its bytes, or SHA-1 as Git names a blob. */
export interface Checksum {
  readonly kind: 'sha256' | 'git';
  readonly hex: string;
}

export interface HubFile {
  /** Relative, with slashes. */
  readonly name: string;
  readonly bytes: number;
  readonly checksum: Checksum;
}

export interface HubListing {
  /** Everything that lies there, checksums and sizes as far as the listing tells them. */
  readonly files: readonly (Pick<HubFile, 'name'> & Partial<HubFile>)[];
  /** What names this state of the files: a commit, or a hash over a folder. */
  readonly revision: string;
  /** As its card states it; undefined where it states none. */
  readonly licence: string | undefined;
}

/** Where models come from: the hub, a mirror of it, or a folder. All methods throw LoamError. */
export interface HubSource {
  /** For people: a host's name or a folder. */
  readonly from: string;
  /** The hub's id of the model; of a folder, its name. */
  readonly id: string;
  /** Under which the model is kept here. */
  readonly name: string;
  list(signal?: AbortSignal): Promise<HubListing>;
  /** Size and checksum of a file for which the listing has none. */
  describe(name: string, revision: string, signal?: AbortSignal): Promise<HubFile>;
  /** A small file whole. */
  read(name: string, revision: string, signal?: AbortSignal): Promise<Buffer>;
  /** The bytes of a file from a position on; `start` is 0 where the other side cannot begin there. */
  open(name: string, revision: string, from: number, signal?: AbortSignal): Promise<{ start: number; body: AsyncIterable<Uint8Array> }>;
}

/** How waiting is done: tests do not wait. */
export interface Pace {
  readonly clock: Clock;
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Small files are read whole, and no larger than this. */
export const smallFileBytes = 4e6;
