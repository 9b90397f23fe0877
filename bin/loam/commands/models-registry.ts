import { z } from 'zod';
import { verdictInWords, type ModelDetail, type ModelView } from '@/lib/features/models';
import { modelsContract } from '@/lib/features/models/contract';
import type { promotedModelSchema } from '@/lib/features/runs';
import { runsContract } from '@/lib/features/runs/contract';
import type { LoamCommand } from '../command';
import { readTextFile } from '../read-text';
import { runOperation, withOperations, type CallOperation } from './operations';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const modelsListCommand: LoamCommand = {
  words: ['models', 'list'],
  summary: 'The models that are there, each with its stage, size and how it answers.',
  input: z.object({ name: z.string().optional().describe('Only the versions of this one') }),
  async run(given) {
    const { name } = given as { name?: string };
    const { models } = (await runOperation(modelsContract.list, {})) as { models: ModelView[] };
    const shown = models.filter((model) => name === undefined || model.name === name);
    return { models: shown, bytes: shown.reduce((sum, { bytes }) => sum + bytes, 0) };
  },
  show(result) {
    const { models, bytes } = result as { models: ModelView[]; bytes: number };
    const rows = models.map((model) => [
      `${model.name}@${model.version}`,
      model.serving ? `${model.stage}, serving` : model.fault === null ? model.stage : `${model.stage}, DAMAGED`,
      megabytes(model.bytes),
      model.live.answers > 0 ? `${model.live.answers} answers, ${model.live.errors} errors, p50 ${model.live.p50} ms, p95 ${model.live.p95} ms` : '', // prettier-ignore
      model.fault ?? '',
    ]);
    const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column].length)));
    const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()); // prettier-ignore
    return [...lines, `${models.length} models, ${megabytes(bytes)}`].join('\n');
  },
};

export const modelsPromoteCommand: LoamCommand = {
  words: ['models', 'promote'],
  positional: ['name'],
  summary: 'Put a version into use, where it is better than the one in use on the same held-out rows, or on a text that neither has seen.',
  input: z.object({
    name: z.string().min(1).describe('name@version'),
    data: z.string().min(1).optional().describe('A text file in UTF-8 that none of the models has learned from, to compare them on'),
  }),
  async run(given) {
    const { name, data } = given as { name: string; data?: string };
    return runOperation(runsContract.promote, { name, text: data === undefined ? undefined : await readTextFile(data) });
  },
  show(result) {
    const { name, version, comparison } = result as z.output<typeof promotedModelSchema>;
    return verdictInWords(`${name}@${version}`, comparison);
  },
};

export const modelsVerifyCommand: LoamCommand = {
  words: ['models', 'verify'],
  summary: 'Read every file of the models and compare it with its SHA-256.',
  input: z.object({ name: z.string().optional().describe('Only this one, as name or name@version') }),
  async run(given) {
    const { name: wanted } = given as { name?: string };
    return withOperations(async (call) => {
      const all = ((await call(modelsContract.list, {})) as { models: ModelView[] }).models.map(({ name, version }) => ({ name, version }));
      const [name, version] = (wanted ?? '').split('@');
      const some = all.filter(
        (model) => wanted === undefined || (model.name === name && (version === undefined || model.version === version)),
      );
      const models = [];
      for (const model of some) models.push(await verified(call, `${model.name}@${model.version}`));
      return { ok: models.every(({ wrong }) => wrong.length === 0), models };
    });
  },
  show(result) {
    const { models } = result as { models: { model: string; files: number; wrong: string[] }[] };
    return models.map(({ model, files, wrong }) => `${wrong.length === 0 ? 'ok  ' : 'BAD '}  ${model}: ${files} files${wrong.length > 0 ? `; ${wrong.join(', ')}` : ''}`).join('\n'); // prettier-ignore
  },
};

async function verified(call: CallOperation, model: string) {
  const { files } = (await call(modelsContract.read, { name: model })) as ModelDetail;
  const wrong = files.filter(({ state }) => state !== 'verified').map(({ name, state }) => `${name} is ${state}`);
  return { model, files: files.length, wrong };
}

export const modelsPruneCommand: LoamCommand = {
  words: ['models', 'prune'],
  summary: 'Delete versions that are out of use; the latest ones of each model stay.',
  input: z.object({
    keep: z.coerce.number().int().min(0).max(100).default(2).describe('How many versions that are out of use stay, per model'),
    dryRun: z.boolean().default(false).describe('Only say what would be deleted'),
  }),
  async run(given) {
    const { keep, dryRun } = given as { keep: number; dryRun: boolean };
    return withOperations(async (call) => {
      const { models } = (await call(modelsContract.list, {})) as { models: ModelView[] };
      const names = [...new Set(models.map(({ name }) => name))];
      const doomed = names.flatMap((name) =>
        models
          .filter((model) => model.name === name && model.stage === 'archived' && !model.serving && !model.shipped && model.number !== null)
          .sort((a, b) => b.number! - a.number!)
          .slice(keep),
      );
      if (!dryRun) for (const { name, version } of doomed) await call(modelsContract.remove, { name: `${name}@${version}` });
      return {
        deleted: doomed.map(({ name, version }) => `${name}@${version}`),
        bytes: doomed.reduce((sum, { bytes }) => sum + bytes, 0),
        dryRun,
      };
    });
  },
  show(result) {
    const { deleted, bytes, dryRun } = result as { deleted: string[]; bytes: number; dryRun: boolean };
    if (deleted.length === 0) return 'Nothing to delete.';
    return `${dryRun ? 'Would delete' : 'Deleted'} ${deleted.join(', ')}: ${megabytes(bytes)}`;
  },
};
