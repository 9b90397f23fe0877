import { createHash } from 'node:crypto';
import { exportEncoder, type Files } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { tokenizerFiles } from '@/lib/ml/text/bpe';
import { shippedFiles } from '../shipped';
import { special } from './recipe';
import type { TrainedEncoder } from './train';
import type { TrainingData } from './training-data';

/** The embedder as it comes with Loam: int8 graph, weights as 16-bit floats, configuration, tokenizer. */
export function embedderFiles({ config, weights }: Pick<TrainedEncoder, 'config' | 'weights'>, { tokenizer }: Pick<TrainingData, 'tokenizer'>): Files {
  const json = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  const { tensors } = readSafetensors(weights);
  const files = exportEncoder(config, tensors as FloatTensors, { head: 'features', padToken: tokenizer.special(special.pad) });
  const described = tokenizerFiles(tokenizer.vocabulary, special, { modelMaxLength: config.context });
  return {
    ...shippedFiles(files, tensors),
    'tokenizer.json': json(described.tokenizer),
    'tokenizer_config.json': json(described.config),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
