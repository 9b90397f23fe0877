import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { ModelView } from '@/lib/features/models';
import { modelsContract } from '@/lib/features/models/contract';
import type { EvaluatedModel } from '@/lib/features/runs';
import { runsContract } from '@/lib/features/runs/contract';
import type { LoamCommand } from '../command';
import { withOperations } from './operations';

type Evaluated = EvaluatedModel | { readonly name: string; readonly version: string; readonly skipped: string };

export const mlEvaluateCommand: LoamCommand = {
  words: ['ml', 'evaluate'],
  summary: 'Measure models on held-out rows of their runs: the one that is named, or every one that serves.',
  input: z.object({
    model: z.string().optional().describe('name, or name@version'),
    report: z.boolean().default(false).describe('Write a report in Markdown'),
    output: z.string().min(1).optional().describe('Where the report goes; evaluation.md unless said'),
  }),
  async run(given, output) {
    const { model, report, output: file = 'evaluation.md' } = given as { model?: string; report: boolean; output?: string };
    const evaluated = await withOperations(async (call): Promise<Evaluated[]> => {
      const { models } = (await call(modelsContract.list, {})) as { models: ModelView[] };
      const wanted = model === undefined ? models.filter(({ serving, trainingKind }) => serving && trainingKind !== null) : undefined;
      if (!wanted) return [(await call(runsContract.evaluate, { name: model })) as EvaluatedModel];
      const results: Evaluated[] = [];
      for (const { name, version } of wanted) {
        output.note(`measuring ${name}@${version}`);
        results.push(await (call(runsContract.evaluate, { name: `${name}@${version}` }) as Promise<EvaluatedModel>).catch((error: unknown) => {
          if (error instanceof LoamError && error.status < 500) return { name, version, skipped: error.message };
          throw error;
        })); // prettier-ignore
      }
      return results;
    });
    if (!report) return { evaluated };
    await writeFile(file, `# Evaluation\n\n${evaluated.map(section).join('\n\n')}\n`);
    return { evaluated, report: file };
  },
  show(result) {
    const { evaluated, report } = result as { evaluated: Evaluated[]; report?: string };
    return [...evaluated.map(section), ...(report === undefined ? [] : [`Report: ${report}`])].join('\n\n');
  },
};

const figures = (value: number): string => String(Number(value.toPrecision(5)));

/** A model's numbers as Markdown, which also reads well in a terminal. */
function section(one: Evaluated): string {
  const title = `## ${one.name} ${one.version}`;
  if ('skipped' in one) return `${title}\n\nNot measured: ${one.skipped}`;
  const { rows, runId, score, metrics, baseline } = one;
  const lines = Object.entries(metrics).map(
    ([name, { value, low, high }]) => `| ${name} | ${figures(value)} | ${figures(low)} to ${figures(high)} |`,
  );
  const beside =
    baseline?.difference && baseline.other !== null
      ? `\n\nBeside ${baseline.against} (${figures(baseline.other)}): difference ${figures(baseline.difference.value)}, 95 % interval ${figures(baseline.difference.low)} to ${figures(baseline.difference.high)}.`
      : '';
  return `${title}\n\n${score.name}: ${figures(score.value)} over ${rows} held-out rows of the run ${runId} (${score.higherIsBetter ? 'higher' : 'lower'} is better).\n\n| metric | mean | 95 % interval |\n|---|---|---|\n${lines.join('\n')}${beside}`;
}
