import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { systemClock } from '@/lib/core/clock';
import { LoamError, toLoamError } from '@/lib/core/errors';
import { trainingSpecSchema, type TrainingCommand, type TrainingEvent } from './protocol';
import { runTraining, type Control } from './run-training';
import { becomeSoleOwner } from './sole-owner';

/** Usage: trainer.mjs SPEC.json – events as lines on standard output, commands as lines on standard input. */
const report = (event: TrainingEvent): void => void process.stdout.write(`${JSON.stringify(event)}\n`);

let wanted: TrainingCommand = 'resume';
let changed: () => void = () => undefined;
const command = (next: TrainingCommand): void => {
  if (wanted === 'stop') return;
  wanted = next;
  changed();
};
// The parent's end of the pipe closes when it dies: then a checkpoint is all that is left to do.
createInterface({ input: process.stdin })
  .on('line', (line) => command(line.trim() as TrainingCommand))
  .on('close', () => command('stop'));
process.on('SIGTERM', () => command('stop'));
process.on('SIGINT', () => command('stop'));

const control: Control = {
  async beforeStep({ paused, resumed }) {
    // Steps block the event loop; this is where commands come in.
    await new Promise((resolve) => setImmediate(resolve));
    if (wanted === 'pause') {
      paused();
      while (wanted === 'pause') await new Promise<void>((resolve) => (changed = resolve));
      if (wanted === 'resume') resumed();
    }
    return wanted === 'stop' ? 'stop' : 'go on';
  },
};

try {
  const spec = trainingSpecSchema.parse(JSON.parse(await readFile(process.argv[2], 'utf8')));
  await becomeSoleOwner(spec.out, process.argv[2]);
  await runTraining(spec, control, systemClock, report);
} catch (error) {
  const { code, message, extra } = toLoamError(error);
  if (!(error instanceof LoamError)) process.stderr.write(`${(error as Error).stack}\n`);
  report({
    event: 'failed',
    code,
    message: code === 'internal' ? (error as Error).message : message,
    step: typeof extra?.step === 'number' ? extra.step : null,
  });
  process.exitCode = 1;
}
process.stdin.destroy();
