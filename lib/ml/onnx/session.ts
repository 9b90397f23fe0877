import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import type { Tensor } from '../tensor/tensor';

export interface SessionOptions {
  /** Threads inside one operator. Small graphs are fastest with one. */
  readonly threads?: number;
  /** Whether idle threads burn a core while they wait: faster steps, but a web server beside them suffers. */
  readonly spinning?: boolean;
}

/** A loaded graph. `run` blocks the event loop while it computes: train in a process of its own. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Reads every feed where it lies and writes every fetch where it lies. */
  run(feeds: ReadonlyMap<string, Tensor>, fetches: ReadonlyMap<string, Tensor>): Promise<void>;
  release(): Promise<void>;
}

/** Loads a model written by writeOnnx. Rejects with the runtime's own error where the graph is refused. */
export async function createSession(model: Uint8Array, { threads = 2, spinning = true }: SessionOptions = {}): Promise<Session> {
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The pattern planner keeps a second copy of the activations for nothing.
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: { 'intra_op.allow_spinning': spinning ? '1' : '0' } },
  });
  // A tensor object per array, made once: the arrays of a run are the same at every step.
  const wrapped = new WeakMap<Tensor, RuntimeTensor>();
  const wrap = (source: Tensor): RuntimeTensor => {
    let target = wrapped.get(source);
    if (!target) {
      target = new RuntimeTensor(source.dtype, source.data as never, source.shape);
      wrapped.set(source, target);
    }
    return target;
  };
  const wrapAll = (tensors: ReadonlyMap<string, Tensor>): Record<string, RuntimeTensor> =>
    Object.fromEntries([...tensors].map(([name, value]) => [name, wrap(value)]));
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds, fetches) {
      refuseOverlap(feeds, fetches);
      // The result object holds copies; the values are in the fetches themselves.
      await session.run(wrapAll(feeds), wrapAll(fetches));
    },
    release: () => session.release(),
  };
}

/**
 * An output written over an input may be read again by a later node, with no error and wrong numbers.
 * Throws Error when a feed and a fetch share memory.
 */
function refuseOverlap(feeds: ReadonlyMap<string, Tensor>, fetches: ReadonlyMap<string, Tensor>): void {
  const written = new Map<ArrayBufferLike, [start: number, end: number, name: string][]>();
  for (const [name, { data }] of fetches) {
    const ranges = written.get(data.buffer) ?? [];
    ranges.push([data.byteOffset, data.byteOffset + data.byteLength, name]);
    written.set(data.buffer, ranges);
  }
  for (const [name, { data }] of feeds) {
    for (const [start, end, fetch] of written.get(data.buffer) ?? []) {
      if (data.byteOffset < end && start < data.byteOffset + data.byteLength)
        throw new Error(`${name} is fed from the memory that ${fetch} is written to`);
    }
  }
}
