export {
  createInference,
  type AskOptions,
  type CandidatesInput,
  type GenerateInput,
  type Inference,
  type InferenceOptions,
  type ModelClient,
  type RoleOptions,
  type ScoreOptions,
} from './inference';
export {
  graphFile,
  manifestName,
  readManifest,
  readModelFile,
  verifyModelFile,
  verifyModelFiles,
  writeModelFolder,
  type Manifest,
} from './model-folder';
export type { Generated, Precision } from './protocol';
export { openWriterTokens, type WriterTokens } from './writer-tokens';
export { shareInference, type SharedInference } from './shared';
