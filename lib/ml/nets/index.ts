export { decoder, decoderDefaults, type Decoder, type DecoderConfig } from './decoder';
export { encoderDefaults, type EncoderConfig } from './encoder';
export {
  classifier,
  contrastive,
  maskedLanguageModel,
  regressor,
  spanFinder,
  type ContrastiveOptions,
  type EncoderNetwork,
} from './encoder-heads';
export { adaptedDecoder, lora, type LoraOptions } from './lora';
export { mergeLora } from './merge-lora';
export { mlp, type Mlp, type MlpConfig } from './mlp';
export {
  countParameters,
  initialize,
  type Inputs,
  type Lookup,
  type Loss,
  type Network,
  type ParameterSpec,
  type Scope,
  type TableSpec,
} from './network';
export { binaryCrossEntropy, crossEntropy, squaredError, sum } from './loss';
