import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import type { ModelClient } from '@/lib/processes/inference/client';
import type { TriedModel, TryModelInput } from '../schemas';
import { installedModel } from './model-folders';
import { requireVisible } from './registry/rows';
import { inference } from './write-text';

/** Lets a person try a model: a decoder writes on, a seq2seq model rewrites, an encoder compares. @throws LoamError `invalid_input` where the field for its kind is missing */
export async function tryModel(ctx: Ctx, { name, ...input }: TryModelInput): Promise<TriedModel> {
  const { dataDir } = currentApp<Ctx>().settings;
  await requireVisible(ctx, name);
  const { folder, manifest, note } = await installedModel(name, dataDir);
  if (manifest.kind === 'quality') throw new LoamError('unprocessable', 'This model scores stories: POST /api/stories/score.');
  if (manifest.kind === 'ranker') throw new LoamError('unprocessable', 'This model chooses for others: it shows in what they make.');
  const client = inference(dataDir).role(manifest.name, { folder });
  const about = { model: manifest.name, version: manifest.version, ...(note === undefined ? {} : { note }) };
  const began = ctx.clock.monotonic();
  const milliseconds = (): number => Math.round(ctx.clock.monotonic() - began);
  if (manifest.kind === 'encoder') {
    if (!input.sentences) throw missing('sentences', 'Give at least two sentences to compare');
    const similarities = await compareSentences(client, input.sentences, ctx.signal);
    return { ...about, milliseconds: milliseconds(), similarities };
  }
  const { prompt, maxTokens, temperature, seed } = input;
  if (!prompt?.trim()) throw missing('prompt', 'Give the beginning of a text');
  const { text, tokens } = await client.generate({ prompt, maxTokens, temperature, seed }, undefined, { signal: ctx.signal });
  const took = milliseconds();
  const tokensPerSecond = Math.round((tokens / Math.max(took, 1)) * 10_000) / 10;
  return { ...about, milliseconds: took, written: { text, tokens, tokensPerSecond } };
}

async function compareSentences(client: ModelClient, sentences: readonly string[], signal?: AbortSignal): Promise<number[][]> {
  const vectors = await client.embed(sentences, { signal });
  return vectors.map((vector) => vectors.map((other) => vector.reduce((sum, value, i) => sum + value * other[i], 0)));
}

function missing(field: string, message: string): LoamError {
  return new LoamError('invalid_input', `${message}.`, { fields: { [field]: message } });
}
