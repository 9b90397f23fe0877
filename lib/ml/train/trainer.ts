import { LoamError } from '@/lib/core/errors';
import { restoreRng, type Rng, type RngState } from '@/lib/core/rng';
import { initialize, tableParameters, type Network } from '../nets/network';
import { compile, type Executable, type SessionOptions } from '../onnx';
import { clipFactor, globalNorm, learningRateAt, type Optimizer, type OptimizerState, type Schedule } from '../optim';
import { allocateLike, copyInto, type FloatTensors } from '../tensor/arena';
import { clone, type Tensor } from '../tensor/tensor';
import type { BatchSource, Cursor } from './batches';
import { buildProgram, outputs, shapeKey, type Batch } from './program';
import { createTables } from './tables';

export interface TrainerOptions {
  readonly network: Network;
  readonly batches: BatchSource;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule;
  /** Fresh weights and the batches' randomness come from forks of this. */
  readonly rng: Rng;
  /** Where to start from instead of fresh weights; what it lacks begins fresh, what it has besides is ignored. */
  readonly weights?: ReadonlyMap<string, Tensor>;
  /** Gradients longer than this are scaled down to it. */
  readonly clipNorm?: number;
  /** Micro-batches to one update. */
  readonly accumulate?: number;
  readonly session?: SessionOptions;
}

export interface StepReport {
  /** Updates made, this one included. */
  readonly step: number;
  /** Mean over the weight of the batch, before the update. */
  readonly loss: number;
  /** What the loss was divided by: tokens or examples that count. */
  readonly weight: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/** All that a run needs to go on to the bit. The tensors are copies. */
export interface TrainerState {
  readonly parameters: FloatTensors;
  readonly optimizer: OptimizerState;
  readonly rng: RngState;
  readonly cursor: Cursor;
}

export interface Trainer {
  /** The weights themselves, frozen ones and tables included; overwritten by every step. */
  readonly weights: FloatTensors;
  /** One update. Rejects with LoamError, and changes nothing, when the loss or the gradient is not finite. */
  step(): Promise<StepReport>;
  /** Mean loss over batches, without changing anything. */
  evaluate(batches: Iterable<Batch>): Promise<{ loss: number; weight: number }>;
  /** A copy of the state after the last update. Throws after a failed step. */
  state(): TrainerState;
  /** The last state that was taken: what to fall back on after a failure. */
  lastGood(): TrainerState | undefined;
  restore(state: TrainerState): void;
  release(): Promise<void>;
}

/**
 * A training run as a function from state to state: forward, backward and loss in one native graph per batch
 * shape, the optimizer in place over its results. The caller decides when to evaluate, store and stop.
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { network, batches, optimizer, schedule, clipNorm = Infinity, accumulate = 1 } = options;
  const weights = startingWeights(options);
  const trained: FloatTensors = new Map(network.parameters.filter(({ frozen }) => !frozen).map(({ name }) => [name, weights.get(name)!]));
  /** What a state holds: the trained parameters and the tables. */
  const stored: FloatTensors = new Map([...trained, ...(network.tables ?? []).map(({ name }) => [name, weights.get(name)!] as const)]);
  const gradients = allocateLike(trained);
  const sums = accumulate > 1 ? allocateLike(trained) : gradients;
  const into = new Map([...gradients].map(([name, gradient]) => [outputs.gradient(name), gradient as Tensor]));
  const programs = new Map<string, Promise<Executable>>();
  const tables = createTables(network, weights);
  let rng = options.rng.fork('batches');
  let memory = optimizer.init(trained);
  let failure: LoamError | undefined;
  let good: TrainerState | undefined;

  const program = (batch: Batch, differentiate: boolean): Promise<Executable> => {
    const key = `${differentiate ? 'train' : 'evaluate'} ${shapeKey(batch)}`;
    let compiled = programs.get(key);
    if (!compiled) {
      compiled = compile(buildProgram(network, weights, batch, differentiate), { ...options.session, into });
      programs.set(key, compiled);
    }
    return compiled;
  };
  const run = async (batch: Batch, differentiate: boolean): Promise<{ total: number; weight: number }> => {
    const inputs = { ...batch, ...tables.rowsOf(batch) };
    const executable = await program(inputs, differentiate);
    const results = await executable.run(new Map<string, Tensor>([...trained, ...Object.entries(inputs)]));
    if (differentiate) tables.collect(batch, results);
    return { total: Number(results.get(outputs.total)!.data[0]), weight: Number(results.get(outputs.weight)!.data[0]) };
  };
  const fail = (what: string, learningRate: number): LoamError => {
    failure = new LoamError(
      'unprocessable',
      `${what} became NaN at step ${memory.step + 1}: lower the learning rate (it was ${learningRate}) or look for broken values in the data`,
      { extra: { step: memory.step + 1 } },
    );
    return failure;
  };
  const throwIfFailed = (): void => {
    if (failure) throw failure;
  };

  return {
    weights,
    async step() {
      throwIfFailed();
      const learningRate = learningRateAt(schedule, memory.step);
      let [total, weight] = [0, 0];
      for (let micro = 0; micro < accumulate; micro++) {
        const result = await run(batches.next(rng), true);
        total += result.total;
        weight += result.weight;
        if (accumulate > 1) addInto(sums, gradients, micro === 0);
      }
      if (weight === 0) throw new LoamError('unprocessable', 'no example of the batch counts: every weight is zero');
      const loss = total / weight;
      if (!Number.isFinite(loss)) throw fail('loss', learningRate);
      const gradientNorm = Math.hypot(globalNorm(sums), tables.norm()) / weight;
      if (!Number.isFinite(gradientNorm)) throw fail('gradient', learningRate);
      const gradientScale = clipFactor(gradientNorm, clipNorm) / weight;
      memory = optimizer.update(trained, sums, memory, { learningRate, gradientScale });
      tables.update({ learningRate, gradientScale });
      return { step: memory.step, loss, weight, gradientNorm, learningRate };
    },
    async evaluate(source) {
      let [total, weight] = [0, 0];
      for (const batch of source) {
        const result = await run(batch, false);
        total += result.total;
        weight += result.weight;
      }
      if (weight === 0) throw new LoamError('invalid_input', 'there is nothing to evaluate on');
      return { loss: total / weight, weight };
    },
    state() {
      throwIfFailed();
      const slots = Object.entries({ ...memory.slots, ...tables.slots }).map(([name, tensors]) => [name, copyOf(tensors)] as const);
      good = {
        parameters: copyOf(stored),
        optimizer: { step: memory.step, slots: Object.fromEntries(slots) },
        rng: rng.state(),
        cursor: batches.cursor(),
      };
      return good;
    },
    lastGood: () => good,
    restore(state) {
      copyInto(stored, state.parameters);
      for (const [name, slot] of Object.entries({ ...memory.slots, ...tables.slots }))
        copyInto(slot, state.optimizer.slots[name] ?? new Map());
      memory = { ...memory, step: state.optimizer.step };
      tables.step = state.optimizer.step;
      tables.drop();
      rng = restoreRng(state.rng);
      batches.seek(state.cursor);
      failure = undefined;
    },
    async release() {
      for (const compiled of programs.values()) await (await compiled).release();
      programs.clear();
    },
  };
}

function startingWeights({ network, rng, weights: given }: TrainerOptions): FloatTensors {
  const weights = initialize([...network.parameters, ...tableParameters(network)], rng.fork('weights'));
  if (given) copyInto(new Map([...weights].filter(([name]) => given.has(name))), given);
  return weights;
}

function addInto(sums: FloatTensors, gradients: FloatTensors, first: boolean): void {
  for (const [name, { data: sum }] of sums) {
    const gradient = gradients.get(name)!.data;
    if (first) sum.set(gradient);
    else for (let i = 0; i < sum.length; i++) sum[i] += gradient[i];
  }
}

function copyOf(tensors: FloatTensors): FloatTensors {
  return new Map([...tensors].map(([name, value]) => [name, clone(value)]));
}
