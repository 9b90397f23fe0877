import type { Ctx } from '@/db/ctx';
import type { EmbeddingInput, Embeddings } from '../schemas';
import { askEngines } from './ask-engines';
import { enginesFor } from './engines-of';

/** Vectors as OpenAI's interface gives them. Errors: those of {@link enginesFor} and {@link askEngines}. */
export async function embedTexts(ctx: Ctx, { model, input, encoding_format: format }: EmbeddingInput): Promise<Embeddings> {
  const texts = typeof input === 'string' ? [input] : input;
  const engines = await enginesFor(ctx, model);
  const { value, answered } = await askEngines(ctx, engines, (engine) => engine.embed(texts, { signal: ctx.signal }));
  return {
    object: 'list',
    data: value.vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding:
        format === 'base64' ? Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64') : Array.from(vector),
    })),
    model: answered.model,
    usage: { prompt_tokens: value.tokens, total_tokens: value.tokens },
    loam: answered,
  };
}
