/** A line that the preload wrote: that it watches a process, or what the process tried. */
export interface NoticedAttempt {
  readonly pid: number;
  readonly watching?: string;
  readonly attempt?: string;
  readonly host?: string;
  readonly stack?: string;
}

/** What happened while every connection but loopback was cut. */
export interface NetworkCutReport {
  readonly api: {
    /** Status of `POST /api/tutorials`. */
    readonly status: number;
    readonly steps: number;
    /** Code examples that printed something when they were run. */
    readonly outputs: number;
    /** Status of reading the tutorial again. */
    readonly read: number;
    readonly detail: string;
  };
  /** Exit status and output of the first visit in a browser. */
  readonly browser: { readonly status: number; readonly output: string };
  /** Ways out that the kernel was asked for by server, children and this program; null outside a namespace. */
  readonly kernelAfterApi: number | null;
  /** The same once Chromium had run, whose own services may have tried. */
  readonly kernelAfterBrowser: number | null;
  readonly serverPid: number;
  readonly serverOutput: string;
  /** Processes that the preload watched. */
  readonly watched: readonly number[];
  readonly attempts: readonly NoticedAttempt[];
  /** Whether an attempt made on purpose was noticed. */
  readonly control: { readonly byPreload: boolean; readonly byKernel: boolean | null };
}
