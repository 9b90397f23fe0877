import { staticShape, type Graph } from '../graph';
import { zeros, type Tensor } from '../tensor/tensor';
import { createSession, type SessionOptions } from './session';
import { writeOnnx } from './write';

/** A graph that is ready to run: outputs are allocated once and overwritten by every run. */
export interface Executable {
  /** The outputs' own arrays: copy what must outlive the next run. */
  readonly outputs: ReadonlyMap<string, Tensor>;
  run(feeds: ReadonlyMap<string, Tensor>): Promise<ReadonlyMap<string, Tensor>>;
  release(): Promise<void>;
}

/**
 * Writes, loads and wraps a graph of static shapes. `into` names arrays that outputs are written to
 * instead of new ones.
 */
export async function compile(graph: Graph, options: SessionOptions & { into?: ReadonlyMap<string, Tensor> } = {}): Promise<Executable> {
  const session = await createSession(writeOnnx(graph), options);
  const outputs = new Map<string, Tensor>(
    [...graph.outputs].map(([name, { dtype, shape }]) => [name, options.into?.get(name) ?? zeros(dtype, staticShape(shape))]),
  );
  const inputs = graph.inputs.map(({ name }) => name);
  return {
    outputs,
    async run(feeds) {
      const needed = new Map<string, Tensor>();
      for (const name of inputs) {
        const feed = feeds.get(name);
        if (!feed) throw new Error(`the graph needs ${name}`);
        needed.set(name, feed);
      }
      await session.run(needed, outputs);
      return outputs;
    },
    release: () => session.release(),
  };
}
