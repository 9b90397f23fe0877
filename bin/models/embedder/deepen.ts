import type { Rng } from '@/lib/core/rng';
import { encoderParameters, type EncoderConfig } from '@/lib/ml/nets/encoder';
import { initialize } from '@/lib/ml/nets/network';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { tensor } from '@/lib/ml/tensor/tensor';

/**
 * Puts layers on an encoder that has none, such that it says the same as before: what each layer adds begins at zero, so that training starts
 * from what the words alone could do. The norm that the words had learned becomes the last one; those between begin without effect, because a
 * norm of what is normed changes nothing.
 */
export function deepen(shallow: FloatTensors, config: EncoderConfig, rng: Rng): FloatTensors {
  const deep = new Map(initialize(encoderParameters(config), rng));
  const last = `encoder.layer.${config.layers - 1}.output.LayerNorm`;
  for (const [name, own] of shallow) deep.set(name.replace(/^embeddings\.LayerNorm/, last), own);
  for (const [name, fresh] of deep) {
    if (/output\.dense\.weight$/.test(name)) deep.set(name, tensor('float32', fresh.shape, new Float32Array(fresh.data.length)));
  }
  return deep;
}
