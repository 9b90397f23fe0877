import { LoamError } from '@/lib/core/errors';
import { decoder, type Decoder } from '@/lib/ml/nets/decoder';
import { contrastive, maskedLanguageModel } from '@/lib/ml/nets/encoder-heads';
import { adaptedDecoder } from '@/lib/ml/nets/lora';
import { countParameters, type Network } from '@/lib/ml/nets/network';
import type { TrainingSpec } from './protocol';

/** The network that a specification names. */
export function createNetwork(spec: TrainingSpec['network']): Network {
  switch (spec.kind) {
    case 'decoder':
    case 'adapted-decoder':
      return createDecoder(spec);
    case 'masked-language-model':
      return maskedLanguageModel(spec.config);
    case 'contrastive':
      return contrastive(spec.config, spec);
  }
}

type DecoderSpec = Extract<TrainingSpec['network'], { kind: 'decoder' | 'adapted-decoder' }>;

/** @throws LoamError `invalid_input` for adapters that fit no layer */
export function createDecoder(spec: DecoderSpec): Decoder {
  if (spec.kind === 'decoder') return decoder(spec.config);
  try {
    return adaptedDecoder(decoder(spec.config), spec.adapter);
  } catch (cause) {
    throw new LoamError('invalid_input', `Nothing can be adapted: ${(cause as Error).message}.`, { cause });
  }
}

export function isDecoder(spec: TrainingSpec['network']): spec is DecoderSpec {
  return spec.kind === 'decoder' || spec.kind === 'adapted-decoder';
}

/**
 * Bytes that a run will need at its peak, on the high side: parameters with gradient, two moments, a copy
 * for checkpoints and its file; activations kept for the backward pass; logits; the runtime itself.
 */
export function estimateBytes({ network, data, batch }: TrainingSpec): number {
  const { width, layers, heads, feedForward, vocabulary } = network.config;
  const { total, trained } = countParameters(createNetwork(network).parameters);
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
  // What is frozen lies in each graph as a constant: a graph for learning and one for looking, per length, and once while they are made.
  const graphs = 2 * (data.kind === 'rows' ? data.lengths.length : 1);
  const frozen = (total - trained) * (graphs + 3);
  return 4 * (trained * 9 + frozen + texts * time * perToken + 4 * logits) + 150e6;
}
