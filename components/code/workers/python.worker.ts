import type { loadPyodide } from 'pyodide';
import type { PyCallable } from 'pyodide/ffi';
import { serve } from './channel';

const pageBytes = 65_536;
const memoryLimitBytes = 512 * 2 ** 20;

type PyodideOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

interface Loader {
  loadPyodide: typeof loadPyodide;
}

/** Runs the program as a script of its own, and shows its traceback from the program's first line on. */
const runScript = `
def _run_script(path):
    import builtins, linecache, sys, traceback, types
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__builtins__ = builtins
    sys.modules["__main__"] = module
    with open(path, encoding="utf-8") as script:
        source = script.read()
    try:
        exec(compile(source, path, "exec"), module.__dict__)
        status = "ok"
    except SystemExit as stop:
        status = "ok" if stop.code in (None, 0) else "error"
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
    except BaseException as error:
        linecache.checkcache(path)
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        traceback.print_exception(type(error), error, trace, limit=-1200)
        status = "memory" if isinstance(error, MemoryError) else "error"
    sys.stdout.flush()
    sys.stderr.flush()
    return status
_run_script
`;

function asText(file: string | ArrayBuffer | undefined): string {
  if (typeof file !== 'string') throw new Error('a file of the Python runtime is missing');
  return file;
}

/** Only then can asyncio.run wait inside a plain call (JavaScript promise integration). */
const canSuspend = 'Suspending' in WebAssembly;

/** Python's own MemoryError long before the reader's machine is short of memory. */
function limitMemory(): void {
  const grow = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow')?.value as (
    this: WebAssembly.Memory,
    pages: number,
  ) => number;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * pageBytes > memoryLimitBytes) throw new RangeError('the memory of this program is used up');
    return grow.call(this, pages);
  };
}

async function importText(text: string): Promise<Record<string, unknown>> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return (await import(url)) as Record<string, unknown>;
  } finally {
    URL.revokeObjectURL(url);
  }
}

serve(async ({ files, module }) => {
  if (!module) throw new Error('the Python runtime was not compiled');
  const library = files['python_stdlib.zip'];
  // Pyodide fetches two files by address, and the frame's policy forbids all fetching: it gets them from memory.
  WebAssembly.instantiateStreaming = async (_source: unknown, imports?: WebAssembly.Imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  const { fetch } = globalThis;
  globalThis.fetch = (address) =>
    Promise.resolve(String(address).endsWith('python_stdlib.zip') ? new Response(library) : new Response(null, { status: 404 }));

  const loader = (await importText(asText(files['pyodide.mjs']))) as unknown as Loader;
  const runtime = await importText(asText(files['pyodide.asm.mjs']));
  const options: PyodideOptions = {
    indexURL: 'https://runtime.invalid/',
    lockFileContents: asText(files['pyodide-lock.json']),
    createPyodideModule: runtime.default as PyodideOptions['createPyodideModule'],
    // Sets keep the order they had when the lesson was made.
    env: { PYTHONHASHSEED: '0', HOME: '/home/learner' },
  };
  const python = await loader.loadPyodide(options);
  const runPath = python.runPython(runScript) as PyCallable;
  limitMemory();
  globalThis.fetch = fetch;

  return async ({ code, stdin }, output) => {
    const writer = (stream: 'stdout' | 'stderr') => {
      const decoder = new TextDecoder();
      return {
        write(bytes: Uint8Array) {
          output.write(stream, decoder.decode(bytes, { stream: true }));
          return bytes.length;
        },
      };
    };
    const lines = stdin === '' ? [] : stdin.split(/(?<=\n)/);
    python.setStdout(writer('stdout'));
    python.setStderr(writer('stderr'));
    python.setStdin({ stdin: () => lines.shift() ?? null, autoEOF: false });
    python.FS.writeFile('/main.py', code);
    const status: unknown = canSuspend ? await runPath.callPromising('/main.py') : runPath('/main.py');
    return status === 'ok' || status === 'memory' ? status : 'error';
  };
});
