import { consoleLine } from '@/lib/core/inspect-value';
import type { Output } from './channel';

const settleMilliseconds = 10;

/** Timers that have not rung; the program is over when its module has run and none is left. */
function countTimers(whenQuiet: () => void) {
  const { setTimeout: plainTimeout, setInterval: plainInterval, clearTimeout: plainClear } = globalThis;
  const waiting = new Set<number>();
  const later = (call: () => void, delay?: number): number => plainTimeout.call(globalThis, call, delay) as unknown as number;
  const every = (call: () => void, delay?: number): number => plainInterval.call(globalThis, call, delay) as unknown as number;
  // A rejection that nobody handled is reported a task later: leave it the time.
  const settle = () => later(() => waiting.size === 0 && whenQuiet(), settleMilliseconds);
  const start = (repeat: boolean) =>
    ((handler: TimerHandler, delay?: number, ...values: unknown[]) => {
      if (typeof handler !== 'function') throw new TypeError('Give a function to call');
      const ring = () => {
        handler(...values);
        if (!waiting.has(id)) return;
        waiting.delete(id);
        settle();
      };
      const id = repeat ? every(() => void handler(...values), delay) : later(ring, delay);
      waiting.add(id);
      return id;
    }) as typeof setTimeout;
  const clear = (id?: number) => {
    plainClear.call(globalThis, id);
    waiting.delete(id ?? 0);
    settle();
  };
  return { timeout: start(false), interval: start(true), clear, settle };
}

function learnerConsole(output: Output) {
  const printer =
    (stream: 'stdout' | 'stderr') =>
    (...values: unknown[]) =>
      output.write(stream, `${consoleLine(values)}\n`);
  const log = printer('stdout');
  const error = printer('stderr');
  return { log, info: log, debug: log, dir: log, table: log, warn: error, error, trace: error };
}

/** Where a place of the program that runs was written, line and column from 1. */
export type PlaceOf = (line: number, column: number) => { line: number; column: number };

/** "TypeError: …" and the places in the program itself, put back to where they were written. */
function errorText(error: unknown, address: string, fileName: string, placeOf: PlaceOf): string {
  if (!(error instanceof Error)) return `Uncaught ${consoleLine([error])}`;
  const places = [...(error.stack ?? '').matchAll(/^.*(?:at |@).*$/gm)]
    .map(([line]) => line)
    .filter((line) => line.includes(address))
    .map((line) =>
      line.replaceAll(address, fileName).replace(/:(\d+):(\d+)/g, (_whole, row: string, column: string) => {
        const place = placeOf(Number(row), Number(column));
        return `:${place.line}:${place.column}`;
      }),
    );
  return [`Uncaught ${error.name}: ${error.message}`, ...places].join('\n');
}

/**
 * Runs a JavaScript program as a module; it is over when the module has run and no timer is left.
 * @param fileName what the program is called in messages
 */
export function runModule(
  { code, fileName, placeOf = (line, column) => ({ line, column }) }: { code: string; fileName: string; placeOf?: PlaceOf },
  output: Output,
): Promise<'ok' | 'error'> {
  Object.assign(globalThis.console, learnerConsole(output));
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return new Promise((resolve) => {
    let moduleEnded = false;
    const timers = countTimers(() => moduleEnded && resolve('ok'));
    const fail = (error: unknown) => {
      output.write('stderr', `${errorText(error, address, fileName, placeOf)}\n`);
      resolve('error');
    };
    addEventListener('error', (event) => {
      event.preventDefault();
      fail(event.error ?? event.message);
    });
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      fail(event.reason);
    });
    import(address).then(() => {
      moduleEnded = true;
      timers.settle();
    }, fail);
    Object.assign(globalThis, {
      setTimeout: timers.timeout,
      setInterval: timers.interval,
      clearTimeout: timers.clear,
      clearInterval: timers.clear,
    });
  });
}
