import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { EncoderConfig } from '../encoder';

const fileSchema = z.looseObject({
  model_type: z.literal('bert'),
  hidden_act: z.enum(['gelu', 'relu']),
  vocab_size: z.int(),
  hidden_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  intermediate_size: z.int(),
  max_position_embeddings: z.int(),
  type_vocab_size: z.int(),
  layer_norm_eps: z.number(),
  pad_token_id: z.int(),
});

/**
 * What exportEncoder wrote into config.json.
 * @throws LoamError `unprocessable` for a network of another kind, from which no training can go on
 */
export function readEncoderConfig(file: unknown): { config: EncoderConfig; padToken: number } {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) {
    throw new LoamError('unprocessable', 'Training cannot go on from this model: it is no BERT-style encoder.', { cause: parsed.error });
  }
  const described = parsed.data;
  return {
    config: {
      vocabulary: described.vocab_size,
      width: described.hidden_size,
      layers: described.num_hidden_layers,
      heads: described.num_attention_heads,
      feedForward: described.intermediate_size,
      context: described.max_position_embeddings,
      segments: described.type_vocab_size,
      activation: described.hidden_act,
      epsilon: described.layer_norm_eps,
    },
    padToken: described.pad_token_id,
  };
}
