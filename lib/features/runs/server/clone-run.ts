import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import type { CloneRunInput, RunView } from '../schemas';
import { kindOf } from './kinds';
import { placeOf, requireText, textFile } from './places';
import { findRun, type RunRow } from './rows';
import { startRun } from './start-run';

/**
 * Starts a run like another one, with changes.
 * @throws LoamError `not_found` where the run or the model it starts from was deleted, `unprocessable` where its text is gone
 */
export async function cloneRun(ctx: Ctx, { id, title, config, seed, parent, text }: CloneRunInput): Promise<RunView> {
  const row = await original(ctx, id);
  const source = text === undefined ? await sourceOf(row) : {};
  return startRun(
    ctx,
    {
      kind: row.kind,
      model: row.model,
      title: title ?? row.title ?? undefined,
      config: { ...configOf(row), ...config },
      seed: seed ?? row.seed,
      parent: parent ?? row.parent ?? undefined,
      text: text ?? source.text,
    },
    { clonedFrom: id, modelOwnerId: row.modelOwnerId, files: source.files },
  ).catch(aboutParent(parent === undefined ? row.parent : null));
}

/**
 * Trains once more with the data, settings and seed of a run, to see whether the weights come out the same. It makes no model.
 * @throws LoamError as cloning does; `conflict` where the run has not ended well
 */
export async function replayRun(ctx: Ctx, { id }: { readonly id: string }): Promise<RunView> {
  const row = await original(ctx, id);
  if (row.state !== 'succeeded' || row.sha256 === null)
    throw new LoamError('conflict', `Only a run that succeeded can be replayed; this one is ${row.state}.`);
  const { kind, model, seed } = row;
  const source = await sourceOf(row);
  const asked = { kind, model, seed, title: `Replay of ${row.title ?? `${model} ${row.version ?? ''}`.trim()}`.slice(0, 100) };
  return startRun(
    ctx,
    { ...asked, config: configOf(row), parent: row.parent ?? undefined, text: source.text },
    { replayOf: id, modelOwnerId: row.modelOwnerId, files: source.files },
  ).catch(aboutParent(row.parent));
}

async function original(ctx: Ctx, id: string): Promise<RunRow> {
  return findRun(ctx, id).catch((error: unknown) => {
    if (error instanceof LoamError && error.code === 'not_found')
      throw new LoamError('not_found', 'There is no such run any more, so it cannot be repeated. Start a new one.', { cause: error });
    throw error;
  });
}

function configOf(row: RunRow): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(row.config);
}

/** What a run learned from: a text, or files that its kind knows. */
async function sourceOf(row: RunRow): Promise<{ readonly text?: string; readonly files?: Readonly<Record<string, string>> }> {
  if (kindOf(row.kind).data === 'rows') return {};
  const place = placeOf(currentApp<Ctx>().settings.dataDir, row.id);
  await requireText(place);
  const names = await readdir(place.input);
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(place.input, name), 'utf8')] as const)),
  );
  const text = files[path.basename(textFile(place))] as string | undefined;
  // What lies beside the text, such as prose to be measured on, belongs to the data.
  return text === undefined || names.length > 1 ? { files } : { text };
}

/** Says which model is missing, where it is the one that the first run started from. */
function aboutParent(parent: string | null) {
  return (error: unknown): never => {
    if (parent !== null && error instanceof LoamError && error.code === 'not_found')
      throw new LoamError('not_found', `The model ${parent}, which this run started from, was deleted. Name another one to start from.`, {
        fields: { parent: 'Deleted' },
        cause: error,
      });
    throw error;
  };
}
