import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import type { DecoderConfig } from '../decoder';

const fileSchema = z.looseObject({
  model_type: z.literal('llama'),
  hidden_act: z.literal('silu'),
  tie_word_embeddings: z.literal(true),
  vocab_size: z.int(),
  hidden_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  num_key_value_heads: z.int(),
  intermediate_size: z.int(),
  max_position_embeddings: z.int(),
  rope_theta: z.number(),
  rms_norm_eps: z.number(),
  bos_token_id: z.int(),
  eos_token_id: z.int(),
  pad_token_id: z.int().nullish(),
});

/**
 * What exportDecoder wrote into config.json: the network, and the tokens that generation knows.
 * @throws LoamError `unprocessable` for a network of another kind, from which no training can go on
 */
export function readDecoderConfig(file: unknown): { config: DecoderConfig; tokens: { bos: number; eos: number; pad: number } } {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) {
    throw new LoamError('unprocessable', 'Training cannot go on from this model: it is no Llama-style decoder with tied embeddings.', {
      cause: parsed.error,
    });
  }
  const { bos_token_id: bos, eos_token_id: eos, pad_token_id: pad, ...described } = parsed.data;
  return {
    config: {
      vocabulary: described.vocab_size,
      width: described.hidden_size,
      layers: described.num_hidden_layers,
      heads: described.num_attention_heads,
      keyValueHeads: described.num_key_value_heads,
      feedForward: described.intermediate_size,
      context: described.max_position_embeddings,
      ropeBase: described.rope_theta,
      epsilon: described.rms_norm_eps,
    },
    tokens: { bos, eos, pad: pad ?? bos },
  };
}
