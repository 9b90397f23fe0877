import { and, count, eq, inArray, lt, type SQL } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { storyMemories, trainingExamples } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { forgetStories, scoreText, shippedScorer } from '@/lib/features/stories/server';
import { qualityThreshold } from '@/lib/vocabulary/auto-training';
import type { ByIdInput, EditExampleInput, Example, ListExamplesInput, WhoseInput } from '../schemas';
import { findExample, keptParts, scorerName, selectExamples, toExample, type ExampleRow } from './example-rows';
import { signatureOf, toBytes } from './near-duplicates';
import { whyBelow } from './tell-example';
import { whose } from './whose';

/** A person's examples, the latest first, and how many there are of these. */
export async function listExamples(ctx: Ctx, input: ListExamplesInput): Promise<{ examples: Example[]; total: number }> {
  const { user_id, state, voice, batch_id, limit, before } = input;
  const person = await whose(ctx, user_id);
  const wanted = and(
    state && eq(trainingExamples.state, state),
    voice && eq(trainingExamples.voice, voice),
    batch_id === undefined ? undefined : eq(trainingExamples.batchId, batch_id),
  );
  const page: SQL | undefined = before ? and(wanted, lt(trainingExamples.createdAt, new Date(before))) : wanted;
  const rows = await selectExamples(ctx, person.id, page, limit);
  const [{ total }] = await ctx.db
    .select({ total: count() })
    .from(trainingExamples)
    .where(and(eq(trainingExamples.ownerId, person.id), wanted));
  return { examples: await toExamples(ctx, rows), total };
}

export async function readExample(ctx: Ctx, { user_id, id }: ByIdInput): Promise<Example> {
  const person = await whose(ctx, user_id);
  const [example] = await toExamples(ctx, [await findExample(ctx, person.id, id)]);
  return example;
}

/** Changes an example's text and scores it anew. A person's own writing stays whatever its points. */
export async function editExample(ctx: Ctx, { user_id, id, text }: EditExampleInput): Promise<Example> {
  const person = await whose(ctx, user_id);
  const row = await findExample(ctx, person.id, id);
  if (row.state === 'discarded') throw new LoamError('conflict', 'This example was discarded. Add the text as your own writing instead.');
  const { genre, prompt, voice } = row;
  const own = voice === 'person';
  const scorer = await shippedScorer(currentApp<Ctx>().settings.dataDir);
  const score = await scoreText(scorer, own ? { text } : { text, genre: genre ?? undefined, prompt }, ctx.signal);
  const enough = own || score.score >= qualityThreshold;
  await inTransaction(ctx, async (inner) => {
    await inner.db
      .update(trainingExamples)
      .set({
        text,
        // Its steps are no longer those that were told.
        ...(text === row.text ? {} : { sentences: null, edited: true, vector: null, signature: toBytes(signatureOf(text)) }),
        score: score.score,
        parts: keptParts(score),
        estimator: scorerName(score),
        state: enough ? 'collected' : 'below_threshold',
        reason: enough ? null : whyBelow(score),
        updatedAt: inner.clock.now(),
      })
      .where(eq(trainingExamples.id, id));
    if (!enough) await forgetStories(inner, person.id, [id]);
    else await inner.db.update(storyMemories).set({ text }).where(eq(storyMemories.exampleId, id));
  });
  return readExample(ctx, { user_id, id });
}

/** Keeps an example out of all training, and forgets it. */
export async function discardExample(ctx: Ctx, { user_id, id }: ByIdInput): Promise<Example> {
  const person = await whose(ctx, user_id);
  await findExample(ctx, person.id, id);
  await inTransaction(ctx, async (inner) => {
    await inner.db
      .update(trainingExamples)
      .set({ state: 'discarded', reason: 'Discarded by hand', updatedAt: inner.clock.now() })
      .where(eq(trainingExamples.id, id));
    await forgetStories(inner, person.id, [id]);
  });
  return readExample(ctx, { user_id, id });
}

/** What is learned from, a line each, as a file. */
export async function exportExamples(ctx: Ctx, { user_id }: WhoseInput): Promise<Response> {
  const person = await whose(ctx, user_id);
  const rows = await selectExamples(ctx, person.id, eq(trainingExamples.state, 'collected'));
  const lines = rows.map(({ prompt, text, score, genre, style, voice, modelName, modelVersion, settings, weight, edited, createdAt }) =>
    JSON.stringify({
      input: prompt,
      output: text,
      quality: score,
      genre,
      style,
      voice,
      model: modelName === null ? null : `${modelName}@${modelVersion}`,
      settings,
      weight,
      edited,
      created_at: createdAt.toISOString(),
    }),
  );
  return new Response(lines.map((line) => `${line}\n`).join(''), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="examples.jsonl"',
      'cache-control': 'no-store',
    },
  });
}

async function toExamples(ctx: Ctx, rows: readonly ExampleRow[]): Promise<Example[]> {
  if (rows.length === 0) return [];
  const remembered = await ctx.db
    .select({ id: storyMemories.exampleId })
    .from(storyMemories)
    .where(inArray(storyMemories.exampleId, rows.map(({ id }) => id))); // prettier-ignore
  const inMemory = new Set(remembered.flatMap(({ id }) => id ?? []));
  return rows.map((row) => toExample(row, inMemory));
}
