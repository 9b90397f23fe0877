import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { createRng } from '@/lib/core/rng';
import type { Clock } from '@/lib/core/clock';
import { countParameters } from '@/lib/ml/nets/network';
import { adamw } from '@/lib/ml/optim';
import { readSafetensors, writeSafetensors } from '@/lib/ml/tensor/safetensors';
import type { NamedTensors } from '@/lib/ml/tensor/tensor';
import { createTrainer, type Trainer } from '@/lib/ml/train/trainer';
import { digest, loadCheckpoint, removeCheckpoint, replaceFile, saveCheckpoint, type Progress } from './checkpoint';
import { createNetwork, estimateBytes } from './networks';
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
 * event; leaves `weights.safetensors` of the best look at the held-out data, or of the last step without any.
 */
export async function runTraining(
  spec: TrainingSpec,
  control: Control,
  clock: Clock,
  report: (event: TrainingEvent) => void,
): Promise<void> {
  refuseTooLarge(spec);
  await mkdir(spec.out, { recursive: true });
  const { trainer, progress: begun, heldOut, resumed } = await open(spec);
  const { total } = countParameters(createNetwork(spec.network).parameters);
  const run = new Run(spec, trainer, begun, clock, report);
  report({ event: 'started', step: trainer.stepsDone, parameters: total, estimatedBytes: estimateBytes(spec), resumed });
  try {
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
        if (heldOut.length > 0 && (await run.look(heldOut)) === 'give up') break;
      }
      await run.checkpointWhenDue();
    }
    await run.finish(heldOut.length > 0);
  } finally {
    await trainer.release();
  }
}

type CountingTrainer = Trainer & { readonly stepsDone: number };

/** One process's share of a run. */
class Run {
  private readonly began: number;
  private reported: { at: number; weight: number };
  private checkpointed: number;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly trainer: CountingTrainer,
    private progress: Progress,
    private readonly clock: Clock,
    private readonly report: (event: TrainingEvent) => void,
  ) {
    this.began = clock.monotonic();
    this.reported = { at: this.began, weight: 0 };
    this.checkpointed = this.began;
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
    if (best) await replaceFile(path.join(this.spec.out, bestFile), writeSafetensors(this.trainer.weights));
    this.report({ event: 'evaluation', step: this.trainer.stepsDone, loss, best });
    return this.spec.patience !== undefined && looksWithoutBest >= this.spec.patience ? 'give up' : 'go on';
  }

  async checkpointWhenDue(): Promise<void> {
    if ((this.clock.monotonic() - this.checkpointed) / 1000 >= this.spec.checkpointSeconds) await this.checkpoint();
  }

  async checkpoint(): Promise<void> {
    await saveCheckpoint(this.spec.out, this.trainer.state(), { ...this.progress, seconds: this.seconds });
    this.checkpointed = this.clock.monotonic();
    this.report({ event: 'checkpoint', step: this.trainer.stepsDone });
  }

  async finish(hasBest: boolean): Promise<void> {
    const { out } = this.spec;
    const weights: NamedTensors = hasBest ? readSafetensors(await readFile(path.join(out, bestFile))).tensors : this.trainer.weights;
    const file = path.join(out, 'weights.safetensors');
    await replaceFile(file, writeSafetensors(weights, { metadata: { format: 'pt' } }));
    await removeCheckpoint(out);
    await rm(path.join(out, bestFile), { force: true });
    const { bestLoss: heldOutLoss } = this.progress;
    this.report({
      event: 'done',
      step: this.trainer.stepsDone,
      weights: file,
      sha256: digest(weights),
      heldOutLoss,
      seconds: Math.round(this.seconds),
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
  const inner = createTrainer({
    network,
    batches,
    optimizer: adamw({ weightDecay: spec.weightDecay, beta2: spec.beta2 }),
    schedule: { ...spec.schedule, total: spec.schedule.total ?? spec.steps },
    rng,
    clipNorm: spec.clipNorm,
    accumulate: spec.accumulate,
    weights: spec.warmStart ? readSafetensors(await readFile(spec.warmStart)).tensors : undefined,
    session: { threads: spec.threads, spinning: false },
  });
  const found = await loadCheckpoint(spec.out, specHash(spec));
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
  const fresh: Progress = { specHash: specHash(spec), bestLoss: null, looksWithoutBest: 0, seconds: 0 };
  return { trainer, heldOut, progress: found?.progress ?? fresh, resumed: found !== undefined };
}

/** What must be equal for a checkpoint to be continued: everything but how often it is written and where. */
function specHash({ out: _out, checkpointSeconds: _seconds, threads: _threads, memoryLimit: _limit, ...rest }: TrainingSpec): string {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex');
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
