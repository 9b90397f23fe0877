import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { InferenceSession } from 'onnxruntime-node';
import { createRng } from '@/lib/core/rng';
import { adamw } from '@/lib/ml/optim';
import { decoder, decoderDefaults, initialize, lora, mlp, type Network } from '@/lib/ml/nets';
import { exportDecoder } from '@/lib/ml/nets/export';
import { zeros } from '@/lib/ml/tensor/tensor';
import { createTrainer, type Trainer } from '@/lib/ml/train';
import type { Batch } from '@/lib/ml/train/program';
import { decoderGraph } from '@/lib/processes/inference/decoder-graph';
import { decoderModel } from '@/lib/processes/inference/decoder-model';
import { generateSchema } from '@/lib/processes/inference/protocol';
import { summarise } from './harness/measure';
import { report, type BenchGoal, type BenchResult } from './harness/report';

const config = { vocabulary: 4096, width: 256, layers: 6, heads: 4, keyValueHeads: 4, feedForward: 704, context: 512, ...decoderDefaults };
const [batch, time, runs, generated] = [8, 256, 5, 128];
/** Enough rows that the products, not the optimizer, are measured. */
const mlpRows = 1024;
const goals = { decoder_step: 1.3, lora_step: 1.8, mlp_step: 0.95, generate: 1.8 } as const;
type Workload = keyof typeof goals;
const asked: Record<Workload, string> = { decoder_step: 'decoder', lora_step: 'lora', mlp_step: 'mlp', generate: 'generate' };

/** A trainer that sees one batch of random tokens or features again and again. */
function trainerOf(network: Network, fixed: Batch): Trainer {
  const rng = createRng(1);
  return createTrainer({
    network,
    batches: { next: () => fixed, cursor: () => ({}), seek: () => undefined },
    optimizer: adamw(),
    schedule: { shape: 'constant', peak: 1e-4 },
    rng,
    clipNorm: 1,
    session: { threads: 2 },
  });
}

function languageBatch(): Batch {
  const rng = createRng(2);
  const [tokens, targets, weights] = [zeros('int32', [batch, time]), zeros('int32', [batch, time]), zeros('float32', [batch, time])];
  for (let i = 0; i < tokens.data.length; i++) [tokens.data[i], targets.data[i]] = [rng.int(config.vocabulary), rng.int(config.vocabulary)];
  weights.data.fill(1);
  return { tokens, targets, weights };
}

function featureBatch(): Batch {
  const rng = createRng(3);
  const [features, labels, weights] = [zeros('float32', [mlpRows, 1024]), zeros('int32', [mlpRows]), zeros('float32', [mlpRows])];
  for (let i = 0; i < features.data.length; i++) features.data[i] = rng.normal();
  for (let i = 0; i < labels.data.length; i++) labels.data[i] = rng.int(1024);
  weights.data.fill(1);
  return { features, labels, weights };
}

/** Milliseconds per token of a greedy continuation with keys and values kept, in float32. */
async function generator(): Promise<() => Promise<number>> {
  const network = decoder(config);
  const files = exportDecoder(config, initialize(network.parameters, createRng(4)), { bos: 1, eos: 2, pad: 0 });
  const options = { intraOpNumThreads: 2, enableMemPattern: false, logSeverityLevel: 3 } as const;
  const graph = decoderGraph(files['onnx/model.onnx']);
  const session = await InferenceSession.create(graph.bytes, options);
  const [prompt, plain] = [
    'loam',
    {
      encode: () => Array.from({ length: 16 }, (_, i) => 10 + i),
      decode: () => '',
      bytes: () => new Uint8Array(),
      eos: -1,
      bos: undefined,
    },
  ];
  const model = decoderModel(session, graph, JSON.parse(new TextDecoder().decode(files['config.json'])), plain as never);
  const input = generateSchema.parse({ prompt, maxTokens: generated, temperature: 0, seed: 1 });
  return async () => {
    const began = performance.now();
    const { tokens } = await model.generate(
      input,
      () => undefined,
      async () => undefined,
    );
    return (performance.now() - began) / tokens;
  };
}

interface Rival {
  readonly version: string;
  run(workload: Workload): Promise<number>;
  end(): void;
}

/** PyTorch in a process of its own; undefined where the system has none. */
async function startTorch(python = '/usr/bin/python3'): Promise<Rival | undefined> {
  const program = fileURLToPath(new URL('./programs/torch_engine.py', import.meta.url));
  const child = spawn(python, [program], {
    env: { ...process.env, GOMP_SPINCOUNT: '0', OMP_NUM_THREADS: '2' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()) as IteratorResult<string, undefined>;
  child.on('error', () => undefined);
  const first = await next();
  if (first.done) return undefined;
  return {
    version: first.value,
    async run(workload) {
      child.stdin.write(`${asked[workload]}\n`);
      return Number((await next()).value);
    },
    end: () => child.stdin.end(),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Training steps and generation, taking turns with PyTorch; and whether memory stays flat over 1,000 small steps. */
export async function bench(): Promise<BenchResult & { ratios: Partial<Record<Workload, number>> }> {
  const rival = await startTorch();
  const training = {
    decoder_step: trainerOf(decoder(config), languageBatch()),
    lora_step: trainerOf(lora(decoder(config), { rank: 8, alpha: 16, targets: ['q_proj', 'v_proj'] }), languageBatch()),
    mlp_step: trainerOf(mlp({ widths: [1024, 1024, 1024, 1024], task: 'classes' }), featureBatch()),
  };
  const stepper = (trainer: Trainer) => () => timed(() => trainer.step());
  const ours: Record<Workload, () => Promise<number>> = {
    decoder_step: stepper(training.decoder_step),
    lora_step: stepper(training.lora_step),
    mlp_step: stepper(training.mlp_step),
    generate: await generator(),
  };
  const rows: Record<string, string | number | null>[] = [];
  const reached: BenchGoal[] = [];
  const ratios: Partial<Record<Workload, number>> = {};
  for (const workload of Object.keys(goals) as Workload[]) {
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let run = -1; run < runs; run++) {
      const [a, b] = [await ours[workload](), (await rival?.run(workload)) ?? NaN];
      if (run >= 0) [mine, theirs].forEach((list, i) => list.push(i === 0 ? a : b));
    }
    const median = summarise(mine).median;
    const ratio = rival ? summarise(theirs).median / median : null;
    const tokens = workload === 'generate' ? 1 : workload === 'mlp_step' ? mlpRows : batch * time;
    rows.push({
      workload,
      'Loam median ms': median,
      'PyTorch median ms': rival ? summarise(theirs).median : null,
      ratio,
      'Loam tokens or rows a second': Math.round((1000 * tokens) / median),
    });
    if (ratio === null) continue;
    ratios[workload] = ratio;
    reached.push({
      name: `${workload}: times as fast as PyTorch`,
      value: ratio,
      goal: `≥ ${goals[workload]}`,
      met: ratio >= goals[workload],
    });
  }
  rival?.end();
  for (const trainer of Object.values(training)) await trainer.release();
  const growth = await memoryGrowth();
  reached.push({ name: 'growth of memory from step 200 to 1,000, MB', value: growth, goal: '≤ 20', met: growth <= 20 });
  return {
    title: `Engine: decoder of 5.9 M parameters (batch ${batch} × ${time}), LoRA rank 8 on q and v, MLP 3 × 1024² (batch ${mlpRows}), greedy generation of ${generated} tokens`,
    ratios,
    rows,
    goals: reached,
    notes: [
      rival
        ? `PyTorch ${rival.version}, GOMP_SPINCOUNT=0, two threads, ${runs} runs in turn`
        : 'PyTorch is absent: only Loam was measured.',
    ],
  };
}

/** Megabytes of resident memory gained between step 200 and step 1,000 of a small decoder. */
async function memoryGrowth(): Promise<number> {
  const small = { ...config, vocabulary: 256, width: 64, layers: 2, feedForward: 128 };
  const fixed = languageBatch();
  for (const name of ['tokens', 'targets']) fixed[name].data.forEach((value, i) => (fixed[name].data[i] = Number(value) % 256));
  const trainer = trainerOf(decoder(small), fixed);
  let start = 0;
  for (let step = 1; step <= 1000; step++) {
    await trainer.step();
    if (step === 200) start = process.memoryUsage.rss();
  }
  const growth = (process.memoryUsage.rss() - start) / 1e6;
  await trainer.release();
  return growth;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) report(await bench());
