/** Time comes in as an argument, so that tests can move it. */
export interface Clock {
  now(): Date;
  /** Milliseconds from an arbitrary start, never going back: for durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};

/** The system's clock, ahead by as many milliseconds as are asked for at each reading: lets days pass in tests. */
export function aheadClock(milliseconds: () => number): Clock {
  return { now: () => new Date(Date.now() + milliseconds()), monotonic: systemClock.monotonic };
}

/** A clock that stands at the given time until it is moved. */
export function fixedClock(start: Date): Clock & { advance(milliseconds: number): void } {
  let elapsed = 0;
  return {
    now: () => new Date(start.getTime() + elapsed),
    monotonic: () => elapsed,
    advance(milliseconds) {
      elapsed += milliseconds;
    },
  };
}
