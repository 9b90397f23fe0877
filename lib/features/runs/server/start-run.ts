import { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { models, trainingRuns } from '@/db/schema';
import { eq } from 'drizzle-orm';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { plainIssue } from '@/lib/core/plain-issue';
import { requireUserId } from '@/lib/features/auth/server';
import { installedModel, requireMayChange, requireVisible } from '@/lib/features/models/server';
import { enqueue } from '@/lib/jobs/queue';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';
import type { Kind } from '../kind';
import type { RunView, StartRunInput } from '../schemas';
import { kindOf } from './kinds';
import { furnish, placeOf, whileMaking } from './places';
import { findRun } from './rows';
import { trainingRunJob } from './training-run.job';
import { viewRun } from './view';

export interface RunOrigin {
  readonly clonedFrom?: string;
  readonly replayOf?: string;
  /** Whose model it makes; everybody's unless said. */
  readonly modelOwnerId?: string | null;
  /** What it learns from instead of a text: content by name of file, as the kind knows them. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Writes down a run, its text, and the job that does it.
 * @throws LoamError `invalid_input` for a config that the kind refuses or a text that is missing or not wanted, `not_found` for a parent
 */
export async function startRun(ctx: Ctx, input: StartRunInput, origin: RunOrigin = {}): Promise<RunView> {
  const { dataDir } = currentApp<Ctx>().settings;
  const kind = kindOf(input.kind);
  const config = checkedConfig(kind, input.config);
  if (!origin.files) refuseWrongData(kind, input.text);
  const model = input.model ?? kind.name;
  const modelOwnerId = origin.modelOwnerId ?? null;
  await refuseOtherModel(ctx, model, kind, modelOwnerId);
  const parent = await pinnedParent(ctx, kind, input.parent, dataDir);
  const id = newId();
  const place = placeOf(dataDir, id);
  await whileMaking(place, async () => {
    await furnish(place, input.text, origin.files);
    await inTransaction(ctx, async (inner) => {
      const jobId = await enqueue(inner, trainingRunJob, { runId: id });
      const now = inner.clock.now();
      await inner.db.insert(trainingRuns).values({
        id,
        ownerId: requireUserId(inner),
        modelOwnerId,
        kind: kind.name,
        model,
        title: input.title ?? null,
        config,
        seed: input.seed,
        parent,
        clonedFrom: origin.clonedFrom ?? null,
        replayOf: origin.replayOf ?? null,
        jobId,
        createdAt: now,
        queuedAt: now,
        updatedAt: now,
      });
    });
  });
  return viewRun(ctx, await findRun(ctx, id));
}

/** A config as the kind understands it. @throws LoamError `invalid_input` that names each field as `config.<field>` */
export function checkedConfig(kind: Kind, config: unknown): Record<string, unknown> {
  const parsed = kind.config.strict().safeParse(config, { error: plainIssue });
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [['config', ...issue.path].join('.'), issue.message]));
  const [[name, message]] = Object.entries(fields);
  throw new LoamError('invalid_input', `${name}: ${message}`, { fields });
}

export function refuseWrongData(kind: Kind, text: string | undefined): void {
  if (kind.data === 'text' && !text?.trim())
    throw new LoamError('invalid_input', `A ${kind.name} learns from a text: give one.`, { fields: { text: 'Give a text to learn from' } });
  if (kind.data === 'rows' && text !== undefined)
    throw new LoamError('invalid_input', `A ${kind.name} learns from what is in Loam: leave the text out.`, {
      fields: { text: 'Not for this kind' },
    });
}

async function refuseOtherModel(ctx: Ctx, name: string, kind: Kind, modelOwnerId: string | null): Promise<void> {
  const [known] = await ctx.db.select().from(models).where(eq(models.name, name));
  const taken = known
    ? known.trainingKind !== kind.name || known.ownerId !== modelOwnerId
    : name !== kind.name && z.enum(trainingKinds).safeParse(name).success;
  if (taken)
    throw new LoamError('conflict', `The name ${name} belongs to another kind of model or to somebody else. Choose another one.`, {
      fields: { model: 'This name is taken' },
    });
  requireMayChange(ctx, modelOwnerId, 'models that are everybody’s');
}

/** The parent as name@version, so that it stays the same whatever is promoted meanwhile. */
async function pinnedParent(ctx: Ctx, kind: Kind, wanted: string | undefined, dataDir: string): Promise<string | null> {
  if (wanted === undefined) return null;
  if (!kind.parents)
    throw new LoamError('invalid_input', `A ${kind.name} begins afresh: leave the parent out.`, {
      fields: { parent: 'Not for this kind' },
    });
  await requireVisible(ctx, wanted);
  const { manifest } = await installedModel(wanted, dataDir);
  return `${manifest.name}@${manifest.version}`;
}
