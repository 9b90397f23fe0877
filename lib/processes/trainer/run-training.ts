import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import type { Clock } from '@/lib/core/clock';
import { mergeLora } from '@/lib/ml/nets/merge-lora';
import { countParameters, type Network } from '@/lib/ml/nets/network';
import { adamw } from '@/lib/ml/optim';
import { readSafetensors, writeSafetensors } from '@/lib/ml/tensor/safetensors';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { createTrainer, type Trainer } from '@/lib/ml/train/trainer';
import { createSampleWriter, type SampleWriter } from '@/lib/ml/train/write-sample';
import { digest, loadCheckpoint, removeCheckpoint, replaceFile, saveCheckpoint, type Progress } from './checkpoint';
import { createDecoder, createNetwork, estimateBytes, isDecoder } from './networks';
import type { TrainingEvent, TrainingSpec } from './protocol';
import { heldOutBatches, openSource } from './sources';

/** What the surroundings say to a run between two of its steps. */
export interface Control {
  /** Waits while the run is paused; says whether it shall stop. */
  beforeStep(pause: { paused(): void; resumed(): void }): Promise<'go on' | 'stop'>;
}

const bestFile = 'best.safetensors';
const reportSeconds = 1;

/**
 * Trains to the end or until told to stop, beginning where the folder's checkpoint stands. Reports every
 * event; leaves `weights.safetensors` of the best look at the held-out data, or of the last step without any. Of a network with
 * adapters it leaves these as `adapter.safetensors` and merges them into the weights.
 */
export async function runTraining(
  spec: TrainingSpec,
  control: Control,
  clock: Clock,
  report: (event: TrainingEvent) => void,
): Promise<void> {
  refuseTooLarge(spec);
  await mkdir(spec.out, { recursive: true });
  const { network, trainer, progress: begun, heldOut, resumed } = await open(spec);
  const { total } = countParameters(network.parameters);
  const run = new Run(spec, network, trainer, begun, clock, report);
  report({ event: 'started', step: trainer.stepsDone, parameters: total, estimatedBytes: estimateBytes(spec), resumed });
  try {
    if (spec.keepStart && heldOut.length > 0 && begun.bestLoss === null) await run.look(heldOut);
    while (trainer.stepsDone < spec.steps) {
      const step = trainer.stepsDone;
      const order = await control.beforeStep({
        paused: () => report({ event: 'paused', step }),
        resumed: () => report({ event: 'resumed', step }),
      });
      if (order === 'stop') {
        await run.checkpoint();
        return report({ event: 'stopped', step });
      }
      await run.step();
      if (trainer.stepsDone % spec.evaluateEvery === 0 || trainer.stepsDone === spec.steps) {
        await run.sample();
        if (heldOut.length > 0 && (await run.look(heldOut)) === 'give up') break;
      }
      await run.checkpointWhenDue();
    }
    await run.finish(heldOut.length > 0);
  } finally {
    await run.release();
  }
}

type CountingTrainer = Trainer & { readonly stepsDone: number };

/** One process's share of a run. */
class Run {
  private readonly began: number;
  private reported: { at: number; weight: number };
  private checkpointed: number;
  private sampler: SampleWriter | undefined;
  /** What is learned: of a network with frozen parameters the others alone. */
  private readonly learned: FloatTensors;

  constructor(
    private readonly spec: TrainingSpec,
    network: Network,
    private readonly trainer: CountingTrainer,
    private progress: Progress,
    private readonly clock: Clock,
    private readonly report: (event: TrainingEvent) => void,
  ) {
    this.began = clock.monotonic();
    this.reported = { at: this.began, weight: 0 };
    this.checkpointed = this.began;
    const frozen = new Set(network.parameters.flatMap((parameter) => (parameter.frozen ? [parameter.name] : [])));
    this.learned = new Map([...trainer.weights].filter(([name]) => !frozen.has(name)));
  }

  /** Of processor time, over all processes of the run. */
  private get cpuSeconds(): number {
    const { user, system } = process.cpuUsage();
    return this.progress.cpuSeconds + (user + system) / 1e6;
  }

  private get seconds(): number {
    return this.progress.seconds + (this.clock.monotonic() - this.began) / 1000;
  }

  async step(): Promise<void> {
    const { step, loss, learningRate, gradientNorm, weight } = await this.trainer.step();
    this.reported.weight += weight;
    const now = this.clock.monotonic();
    const elapsed = (now - this.reported.at) / 1000;
    if (elapsed < reportSeconds && step !== this.spec.steps) return;
    const secondsLeft = Math.round((this.seconds / step) * (this.spec.steps - step));
    this.report({
      event: 'step',
      step,
      steps: this.spec.steps,
      loss,
      learningRate,
      gradientNorm,
      perSecond: Math.round(this.reported.weight / Math.max(elapsed, 1e-3)),
      secondsLeft,
    });
    this.reported = { at: now, weight: 0 };
  }

  /** Looks at the held-out data and keeps the weights where they are the best so far. */
  async look(heldOut: Parameters<Trainer['evaluate']>[0]): Promise<'go on' | 'give up'> {
    const { loss } = await this.trainer.evaluate(heldOut);
    const best = this.progress.bestLoss === null || loss < this.progress.bestLoss;
    const looksWithoutBest = best ? 0 : this.progress.looksWithoutBest + 1;
    this.progress = { ...this.progress, bestLoss: best ? loss : this.progress.bestLoss, looksWithoutBest };
    if (best) await replaceFile(path.join(this.spec.out, bestFile), writeSafetensors(this.learned));
    this.report({ event: 'evaluation', step: this.trainer.stepsDone, loss, best });
    return this.spec.patience !== undefined && looksWithoutBest >= this.spec.patience ? 'give up' : 'go on';
  }

  /** Writes a little with the weights as they are, where the specification wants to see it. */
  async sample(): Promise<void> {
    const { network, sample, threads, seed } = this.spec;
    if (!sample || !isDecoder(network)) return;
    this.sampler ??= await createSampleWriter(createDecoder(network), this.trainer.weights, sample, { threads, spinning: false });
    const tokens = await this.sampler.write(createRng(seed).fork('sample'));
    this.report({ event: 'sample', step: this.trainer.stepsDone, tokens });
  }

  async release(): Promise<void> {
    await this.sampler?.release();
    await this.trainer.release();
  }

  async checkpointWhenDue(): Promise<void> {
    if ((this.clock.monotonic() - this.checkpointed) / 1000 >= this.spec.checkpointSeconds) await this.checkpoint();
  }

  async checkpoint(): Promise<void> {
    await saveCheckpoint(this.spec.out, this.trainer.state(), { ...this.progress, seconds: this.seconds, cpuSeconds: this.cpuSeconds });
    this.checkpointed = this.clock.monotonic();
    this.report({ event: 'checkpoint', step: this.trainer.stepsDone });
  }

  async finish(hasBest: boolean): Promise<void> {
    const { out, network } = this.spec;
    const learned = hasBest ? (readSafetensors(await readFile(path.join(out, bestFile))).tensors as FloatTensors) : this.learned;
    const store = async (name: string, tensors: FloatTensors): Promise<string> => {
      const file = path.join(out, name);
      await replaceFile(file, writeSafetensors(tensors, { metadata: { format: 'pt' } }));
      return file;
    };
    const whole = new Map([...this.trainer.weights, ...learned]);
    const adapted = network.kind === 'adapted-decoder';
    const weights = adapted ? mergeLora(whole, network.adapter) : whole;
    const adapter = adapted ? await store('adapter.safetensors', learned) : undefined;
    const file = await store('weights.safetensors', weights);
    await removeCheckpoint(out);
    await rm(path.join(out, bestFile), { force: true });
    const { bestLoss: heldOutLoss } = this.progress;
    this.report({
      event: 'done',
      step: this.trainer.stepsDone,
      weights: file,
      adapter,
      sha256: digest(weights),
      heldOutLoss,
      seconds: Math.round(this.seconds),
      cpuSeconds: Math.round(this.cpuSeconds * 10) / 10,
    });
  }
}

async function open(spec: TrainingSpec) {
  const network = createNetwork(spec.network);
  const rng = createRng(spec.seed);
  const { vocabulary } = spec.network.config;
  const [batches, heldOut] = [
    await openSource(spec.data, spec.data.train, spec.batch, vocabulary, rng.fork('order')),
    await heldOutBatches(spec.data, spec.batch, spec.evaluationBatches, vocabulary),
  ];
  const warmStart = spec.warmStart === undefined ? undefined : await readFile(spec.warmStart);
  if (spec.network.kind === 'adapted-decoder' && !warmStart)
    throw new LoamError('invalid_input', 'Adapters need weights beside which they learn: name them as warmStart.');
  const inner = createTrainer({
    network,
    batches,
    optimizer: adamw({ weightDecay: spec.weightDecay, beta2: spec.beta2 }),
    schedule: { ...spec.schedule, total: spec.schedule.total ?? spec.steps },
    rng,
    clipNorm: spec.clipNorm,
    accumulate: spec.accumulate,
    weights: warmStart && readSafetensors(warmStart).tensors,
    session: { threads: spec.threads, spinning: false },
  });
  // A checkpoint of adapters means nothing beside other weights, wherever these lie.
  const hash = specHash(spec, spec.network.kind === 'adapted-decoder' ? warmStart : undefined);
  const found = await loadCheckpoint(spec.out, hash);
  let stepsDone = 0;
  if (found) {
    inner.restore(found.state);
    stepsDone = found.state.optimizer.step;
  }
  const trainer: CountingTrainer = {
    ...inner,
    get stepsDone() {
      return stepsDone;
    },
    async step() {
      const done = await inner.step();
      stepsDone = done.step;
      return done;
    },
  };
  const fresh: Progress = { specHash: hash, bestLoss: null, looksWithoutBest: 0, seconds: 0, cpuSeconds: 0 };
  return { network, trainer, heldOut, progress: found?.progress ?? fresh, resumed: found !== undefined };
}

/** What must be equal for a checkpoint to be continued: everything but how often it is written and where. */
function specHash(
  { out: _out, checkpointSeconds: _seconds, threads: _threads, memoryLimit: _limit, ...rest }: TrainingSpec,
  base?: Buffer,
): string {
  const hash = createHash('sha256').update(JSON.stringify(base ? { ...rest, warmStart: undefined } : rest));
  return (base ? hash.update(base) : hash).digest('hex');
}

function refuseTooLarge(spec: TrainingSpec): void {
  const needed = estimateBytes(spec);
  const limit = spec.memoryLimit ?? os.totalmem() * 0.75;
  if (needed <= limit) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new LoamError(
    'unprocessable',
    `This training would need about ${gigabytes(needed)} of memory; ${gigabytes(limit)} may be used. Take a smaller network, batch or row length.`,
    {
      extra: { neededBytes: needed, limitBytes: limit },
    },
  );
}
