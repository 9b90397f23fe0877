import { newQuickJSWASMModuleFromVariant, newVariant, RELEASE_SYNC, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten';
import { installEnvironment, type EngineHost } from './environment';
import { createInspector } from './inspector';

const pageBytes = 65_536;
const startingPages = 256;
/** The engine's own bound on nested calls, in bytes of its stack: some five thousand plain calls. */
const stackBytes = 1000 * 1024;

const unsettled = 'Uncaught: an `await` outside of functions waits for something that never happens.\n';

export interface ProgramEnd {
  readonly status: 'ok' | 'error' | 'memory';
  /** What nothing caught, as it is printed. */
  readonly complaint: string;
}

export interface Engine {
  /** Runs a program, its promises and its timers to their end. */
  run(code: string, fileName: string): ProgramEnd;
}

/** What the program may not catch: it ends it. */
class Uncaught extends Error {
  constructor(readonly end: ProgramEnd) {
    super(end.complaint);
  }
}

/**
 * A QuickJS engine with nothing around it but what `host` gives. The engine's memory, the stack and
 * its starting size aside, never grows past `memoryBytes`.
 */
export async function createEngine(memoryBytes: number, host: EngineHost, sleep: (milliseconds: number) => void): Promise<Engine> {
  const wasmMemory = new WebAssembly.Memory({ initial: startingPages, maximum: startingPages + Math.floor(memoryBytes / pageBytes) });
  const engine = await newQuickJSWASMModuleFromVariant(newVariant(RELEASE_SYNC, { wasmMemory }));
  const runtime = engine.newRuntime();
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext();
  const turns = install(context, host);

  function fail(error: QuickJSHandle): never {
    const described = context.callFunction(turns.describe, context.undefined, error);
    const text = described.error ? 'Uncaught error\n' : context.getString(described.value);
    const exhausted = /^Uncaught InternalError: out of memory/.test(text);
    throw new Uncaught({ status: exhausted ? 'memory' : 'error', complaint: text });
  }

  function call(handle: QuickJSHandle): QuickJSHandle {
    const result = context.callFunction(handle, context.undefined);
    return result.error ? fail(result.error) : result.value;
  }

  function settle(): void {
    for (;;) {
      const jobs = runtime.executePendingJobs();
      if (jobs.error) fail(jobs.error);
      const wait = context.getNumber(call(turns.untilNext));
      if (wait < 0) return;
      sleep(wait);
      call(turns.runNext);
    }
  }

  /** A program with imports, exports or `await` outside of functions is a module, any other a script. */
  function kindOf(code: string, fileName: string): 'global' | 'module' {
    const readable = (type: 'global' | 'module') => {
      const result = context.evalCode(code, fileName, { type, compileOnly: true });
      const fault = result.error && (context.dump(result.error) as { name?: string }).name;
      result.dispose();
      return fault !== 'SyntaxError';
    };
    return !readable('global') && readable('module') ? 'module' : 'global';
  }

  function run(code: string, fileName: string): ProgramEnd {
    try {
      const type = kindOf(code, fileName);
      const result = context.evalCode(code, fileName, { type });
      if (result.error) fail(result.error);
      settle();
      // The value of the last statement: an async function's call that failed counts as not caught.
      const state = context.getPromiseState(result.value);
      if (state.type === 'rejected') fail(state.error);
      if (state.type === 'pending' && type === 'module') return { status: 'error', complaint: unsettled };
      return { status: 'ok', complaint: '' };
    } catch (error) {
      if (error instanceof Uncaught) return error.end;
      if (error instanceof RangeError)
        return { status: 'error', complaint: 'Sandbox: the calls of this program were nested too deeply.\n' };
      throw error;
    }
  }

  return { run };
}

function install(context: QuickJSContext, host: EngineHost) {
  const given = context.newObject();
  const give = (name: string, call: (...values: QuickJSHandle[]) => QuickJSHandle) => {
    const handle = context.newFunction(name, call);
    context.setProp(given, name, handle);
    return handle;
  };
  give('print', (stream, text) => {
    host.print(context.getString(stream) === 'stderr' ? 'stderr' : 'stdout', context.getString(text));
    return context.undefined;
  });
  give('readLine', () => {
    const line = host.readLine();
    return line === null ? context.null : context.newString(line);
  });
  give('elapsed', () => context.newNumber(host.elapsed()));
  const peek = context.newFunction('peek', (promise) => {
    const state = context.getPromiseState(promise);
    const answer = context.newArray();
    context.setProp(answer, 0, context.newString(state.type));
    if (state.type === 'fulfilled') context.setProp(answer, 1, state.value);
    if (state.type === 'rejected') context.setProp(answer, 1, state.error);
    return answer;
  });
  const installer = context.unwrapResult(
    context.evalCode(`(host, peek) => (${installEnvironment})(host, (${createInspector})(peek))`, 'environment.js', { type: 'global' }),
  );
  const turns = context.unwrapResult(context.callFunction(installer, context.undefined, given, peek));
  return {
    untilNext: context.getProp(turns, 'untilNext'),
    runNext: context.getProp(turns, 'runNext'),
    describe: context.getProp(turns, 'describe'),
  };
}
