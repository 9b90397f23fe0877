import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import type { Breather } from './decoder-model';
import type { ModelTokenizer } from './tokenizer';

const configSchema = z.looseObject({ hidden_size: z.int(), max_position_embeddings: z.int() });

export interface EncoderModel {
  /** One vector of length one for each text: the mean over its tokens, normalised. Longer texts are cut at the context. */
  embed(texts: readonly string[], breathe: Breather): Promise<Float32Array[]>;
}

/** Texts a run: enough to fill two cores, few enough that a cancellation is heard soon. */
const batchSize = 16;

/** A sentence encoder in the exported layout (lib/ml/nets/export): mean pooling, as sentence-transformers does it. */
export function encoderModel(session: InferenceSession, config: unknown, tokenizer: ModelTokenizer): EncoderModel {
  const { hidden_size: width, max_position_embeddings: context } = configSchema.parse(config);

  const embedBatch = async (rows: readonly (readonly number[])[]): Promise<Float32Array[]> => {
    const time = Math.max(...rows.map((row) => row.length));
    const [ids, mask] = [new BigInt64Array(rows.length * time), new BigInt64Array(rows.length * time)];
    rows.forEach((row, i) => {
      row.forEach((token, at) => (ids[i * time + at] = BigInt(token)));
      mask.fill(1n, i * time, i * time + row.length);
    });
    const shape = [rows.length, time];
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', ids, shape),
      attention_mask: new Tensor('int64', mask, shape),
      token_type_ids: new Tensor('int64', new BigInt64Array(rows.length * time), shape),
    };
    const out = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, feeds[name]])));
    const states = out.last_hidden_state.data as Float32Array; // (batch, time, width)
    return rows.map((row, i) => meanOf(states.subarray(i * time * width, (i * time + row.length) * width), width));
  };

  return {
    async embed(texts, breathe) {
      const rows = texts.map((text) => tokenizer.surrounded(text, context));
      // Texts of like length together: little padding. Each comes back to its place.
      const order = rows.map((_, i) => i).sort((a, b) => rows[a].length - rows[b].length || a - b);
      const vectors: Float32Array[] = rows.map(() => new Float32Array(width));
      for (let at = 0; at < order.length; at += batchSize) {
        await breathe();
        const chosen = order.slice(at, at + batchSize).filter((i) => rows[i].length > 0);
        if (chosen.length === 0) continue;
        (await embedBatch(chosen.map((i) => rows[i]))).forEach((vector, i) => (vectors[chosen[i]] = vector));
      }
      return vectors;
    },
  };
}

/** Mean over states (time, width), scaled to length one. */
function meanOf(states: Float32Array, width: number): Float32Array {
  const sum = new Float64Array(width);
  for (let i = 0; i < states.length; i++) sum[i % width] += states[i];
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => (length === 0 ? 0 : value / length));
}
