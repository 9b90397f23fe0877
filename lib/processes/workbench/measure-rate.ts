import { systemClock } from '@/lib/core/clock';
import { GraphBuilder } from '@/lib/ml/graph';
import { compile } from '@/lib/ml/onnx';
import { zeros, type Tensor } from '@/lib/ml/tensor/tensor';
import type { TaskOf, TaskResults } from './protocol';

/** Large enough to be counted, small enough to be over soon; of the shape that a training's products have. */
const [rows, width] = [1024, 256] as const;
const [enoughCpuMilliseconds, longestMilliseconds] = [300, 3000] as const;

/**
 * Multiplies for a fraction of a second, and counts by the processor time that it takes: whatever else the machine does meanwhile makes it
 * last longer, but not look slower.
 */
export async function measureRate({ threads }: TaskOf<'rate'>): Promise<TaskResults['rate']> {
  const g = new GraphBuilder();
  const product = g.add('Gemm', [g.input('x', 'float32', [rows, width]), g.input('w', 'float32', [width, width])], { transB: 1 });
  const executable = await compile(g.build({ product }), { threads, spinning: false });
  const feeds = new Map<string, Tensor>([
    ['x', zeros('float32', [rows, width])],
    ['w', zeros('float32', [width, width])],
  ]);
  await executable.run(feeds);
  let runs = 0;
  const [began, before] = [systemClock.monotonic(), process.cpuUsage()];
  let cpuMilliseconds = 0;
  while (cpuMilliseconds < enoughCpuMilliseconds && systemClock.monotonic() - began < longestMilliseconds) {
    await executable.run(feeds);
    runs++;
    const { user, system } = process.cpuUsage(before);
    cpuMilliseconds = (user + system) / 1000;
  }
  await executable.release();
  return { operationsPerCpuSecond: (runs * 2 * rows * width * width) / (cpuMilliseconds / 1000) };
}
