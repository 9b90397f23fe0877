import { LoamError } from '@/lib/core/errors';
import { findModel, inference } from '@/lib/features/models/server';
import type { AskOptions } from '@/lib/processes/inference/client';
import type { Embed } from './search/search-index';

export interface Embedder {
  readonly name: string;
  readonly version: string;
  /** The vectors of any number of texts; in pieces, so that others who ask come in between. */
  readonly embed: Embed;
}

/** Texts asked for at once. */
const piece = 256;
/** Milliseconds for a piece, loading the model included. */
const usualDeadline = 120_000;

/**
 * The embedder of an installation, or another encoder by its name or folder; nothing runs before it is asked.
 * @throws LoamError `not_found`, `unprocessable` for a model that writes
 */
export async function openEmbedder(dataDir: string, wanted = 'embedder', options: AskOptions = {}): Promise<Embedder> {
  const { folder, manifest } = await findModel(wanted, dataDir);
  const { name, version, kind } = manifest;
  if (kind !== 'encoder') throw new LoamError('unprocessable', `The model ${name} writes; it cannot compare texts. Name an encoder.`);
  const client = inference(dataDir).role(name, { folder });
  return {
    name,
    version,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += piece) {
        vectors.push(...(await client.embed(texts.slice(at, at + piece), { deadline: usualDeadline, ...options })));
      }
      return vectors;
    },
  };
}
