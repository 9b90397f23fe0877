import { decoder } from '@/lib/ml/nets/decoder';
import { contrastive, maskedLanguageModel } from '@/lib/ml/nets/encoder-heads';
import { countParameters, type Network } from '@/lib/ml/nets/network';
import type { TrainingSpec } from './protocol';

/** The network that a specification names. */
export function createNetwork(spec: TrainingSpec['network']): Network {
  switch (spec.kind) {
    case 'decoder':
      return decoder(spec.config);
    case 'masked-language-model':
      return maskedLanguageModel(spec.config);
    case 'contrastive':
      return contrastive(spec.config, spec);
  }
}

/**
 * Bytes that a run will need at its peak, on the high side: parameters with gradient, two moments, a copy
 * for checkpoints and its file; activations kept for the backward pass; logits; the runtime itself.
 */
export function estimateBytes({ network, data, batch }: TrainingSpec): number {
  const { width, layers, heads, feedForward, vocabulary } = network.config;
  const { total } = countParameters(createNetwork(network).parameters);
  const time =
    data.kind === 'windows'
      ? data.time
      : data.kind === 'pairs'
        ? Math.max(data.anchorLength, data.candidateLength)
        : Math.max(...data.lengths);
  const texts = data.kind === 'pairs' ? batch * (2 + data.negatives) : batch;
  const perToken = layers * (14 * width + 5 * feedForward + 3 * heads * time) + 4 * width;
  const predicted = { windows: batch * time, rows: batch * time, masked: Math.ceil(batch * time * 0.15), pairs: 0 }[data.kind];
  const logits = predicted * vocabulary;
  return 4 * (total * 9 + texts * time * perToken + 4 * logits) + 150e6;
}
