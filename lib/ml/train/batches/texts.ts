import { zeros, type Tensor } from '../../tensor/tensor';

/** A text, or a pair of texts read together, for an encoder: with its special tokens in place. */
export interface EncodedText {
  readonly tokens: Int32Array;
  /** 0 for the first text of a pair and 1 for the second; all zero where it is left out. */
  readonly segments?: Int32Array;
}

/** Texts padded or cut to one length: `tokens` and `segments` int32, `mask` float32, all (texts, time). */
export function padTexts(texts: readonly EncodedText[], time: number, padToken: number) {
  const shape = [texts.length, time];
  const batch: { tokens: Tensor<'int32'>; segments: Tensor<'int32'>; mask: Tensor<'float32'> } = {
    tokens: zeros('int32', shape),
    segments: zeros('int32', shape),
    mask: zeros('float32', shape),
  };
  batch.tokens.data.fill(padToken);
  texts.forEach(({ tokens, segments }, row) => {
    const length = Math.min(time, tokens.length);
    batch.tokens.data.set(tokens.subarray(0, length), row * time);
    if (segments) batch.segments.data.set(segments.subarray(0, length), row * time);
    batch.mask.data.fill(1, row * time, row * time + length);
  });
  return batch;
}
