import type { createInspector } from './inspector';

/** What the host gives the engine. */
export interface EngineHost {
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** The next line of standard input, or null at its end. */
  readLine(): string | null;
  /** Milliseconds since the program began. */
  elapsed(): number;
}

/** What the host asks the engine for between turns. */
export interface Turns {
  /** Milliseconds until the next timer is due, or -1 when none is set. */
  untilNext(): number;
  /** Calls the next timer. */
  runNext(): void;
  /** An error as it is printed when nothing catches it. */
  describe(error: unknown): string;
}

/**
 * Gives the engine its globals: console, timers, `prompt`, `performance.now`, `structuredClone` and
 * `queueMicrotask`. It runs inside the engine, from its own source text, so that it may use nothing
 * from outside itself.
 */
export function installEnvironment(host: EngineHost, { inspect, format }: ReturnType<typeof createInspector>): Turns {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const indented = (text: string, margin: string) => (margin ? margin + text.replaceAll('\n', `\n${margin}`) : text);

  let margin = '';
  const counts = new Map<string, number>();
  const starts = new Map<string, number>();
  const say = (stream: 'stdout' | 'stderr') => {
    return (...values: unknown[]) => host.print(stream, `${indented(format(values), margin)}\n`);
  };
  const log = say('stdout');
  const complain = say('stderr');
  const duration = (label: string) => `${label}: ${(host.elapsed() - (starts.get(label) ?? host.elapsed())).toFixed(3)}ms`;

  function table(rows: unknown): void {
    if (typeof rows !== 'object' || rows === null) {
      log(rows);
      return;
    }
    const columns: string[] = [];
    let plain = false;
    const lines = Object.entries(rows).map(([index, row]) => {
      const cells = new Map<string, string>();
      if (typeof row === 'object' && row !== null) {
        for (const [key, value] of Object.entries(row)) {
          if (!columns.includes(key)) columns.push(key);
          cells.set(key, inspect(value));
        }
        return { index, cells, value: '' };
      }
      plain = true;
      return { index, cells, value: inspect(row) };
    });
    const heads = ['(index)', ...columns, ...(plain ? ['Values'] : [])];
    const body = lines.map(({ index, cells, value }) => [index, ...columns.map((key) => cells.get(key) ?? ''), ...(plain ? [value] : [])]);
    const widths = heads.map((head, column) => Math.max(head.length, ...body.map((line) => line[column].length)));
    const rule = (left: string, middle: string, right: string) => left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
    const line = (cells: string[]) => `│${cells.map((cell, column) => ` ${cell.padEnd(widths[column])} `).join('│')}│`;
    const all = [rule('┌', '┬', '┐'), line(heads), rule('├', '┼', '┤'), ...body.map(line), rule('└', '┴', '┘')];
    host.print('stdout', `${indented(all.join('\n'), margin)}\n`);
  }

  define('console', {
    log,
    info: log,
    debug: log,
    dir: (value: unknown) => log(inspect(value)),
    error: complain,
    warn: complain,
    trace: (...values: unknown[]) => complain('Trace:', ...values),
    table,
    assert(condition: unknown, ...values: unknown[]) {
      if (condition) return;
      if (typeof values[0] === 'string') values[0] = `Assertion failed: ${values[0]}`;
      else values.unshift('Assertion failed');
      complain(...values);
    },
    group(...values: unknown[]) {
      if (values.length > 0) log(...values);
      margin += '  ';
    },
    groupCollapsed(...values: unknown[]) {
      if (values.length > 0) log(...values);
      margin += '  ';
    },
    groupEnd() {
      margin = margin.slice(2);
    },
    count(label = 'default') {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => void counts.delete(label),
    time: (label = 'default') => void starts.set(label, host.elapsed()),
    timeLog: (label = 'default', ...values: unknown[]) => log(duration(label), ...values),
    timeEnd(label = 'default') {
      log(duration(label));
      starts.delete(label);
    },
  });

  interface Timer {
    readonly id: number;
    readonly call: (...values: unknown[]) => unknown;
    readonly values: unknown[];
    readonly every: number | undefined;
    due: number;
  }
  let timers: Timer[] = [];
  let lastId = 0;

  function start(call: unknown, delay: unknown, values: unknown[], repeats: boolean): number {
    if (typeof call !== 'function') throw new TypeError('The "callback" argument must be of type function.');
    const wait = Math.max(1, Math.trunc(Number(delay)) || 1);
    const timer = { id: ++lastId, call: call as Timer['call'], values, every: repeats ? wait : undefined, due: host.elapsed() + wait };
    timers.push(timer);
    return timer.id;
  }
  const stop = (id: unknown) => {
    timers = timers.filter((timer) => timer.id !== id);
  };
  const next = () => timers.reduce<Timer | undefined>((first, timer) => (!first || timer.due < first.due ? timer : first), undefined);

  define('setTimeout', (call: unknown, delay?: unknown, ...values: unknown[]) => start(call, delay, values, false));
  define('setInterval', (call: unknown, delay?: unknown, ...values: unknown[]) => start(call, delay, values, true));
  define('setImmediate', (call: unknown, ...values: unknown[]) => start(call, 0, values, false));
  define('clearTimeout', stop);
  define('clearInterval', stop);
  define('clearImmediate', stop);
  define('queueMicrotask', (call: () => void) => void Promise.resolve().then(call));
  define('performance', { now: () => host.elapsed() });
  define('prompt', (message?: string) => {
    if (message !== undefined) host.print('stdout', `${message} `);
    return host.readLine();
  });

  function clone(value: unknown, done: Map<object, unknown>): unknown {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${String(value)} could not be cloned.`);
    if (typeof value !== 'object' || value === null) return value;
    const known = done.get(value);
    if (known !== undefined) return known;
    const keep = <T>(copy: T): T => {
      done.set(value, copy);
      return copy;
    };
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (ArrayBuffer.isView(value)) return keep((value as Uint8Array).slice());
    if (value instanceof Map) {
      const copy = keep(new Map<unknown, unknown>());
      for (const [key, item] of value) copy.set(clone(key, done), clone(item, done));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set<unknown>());
      for (const item of value) copy.add(clone(item, done));
      return copy;
    }
    if (value instanceof Error) return keep(Object.assign(new Error(value.message), { name: value.name, stack: value.stack }));
    const copy = keep((Array.isArray(value) ? new Array(value.length) : {}) as Record<string, unknown>);
    for (const [key, item] of Object.entries(value)) copy[key] = clone(item, done);
    return copy;
  }
  define('structuredClone', (value: unknown) => clone(value, new Map()));

  return {
    untilNext() {
      const first = next();
      return first ? Math.max(0, first.due - host.elapsed()) : -1;
    },
    runNext() {
      const first = next();
      if (!first) return;
      if (first.every === undefined) stop(first.id);
      else first.due = host.elapsed() + first.every;
      first.call(...first.values);
    },
    describe: (error) => `Uncaught ${inspect(error)}\n`,
  };
}
