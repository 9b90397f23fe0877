export * from './batches';
export { observeLoss, startStopping, type EarlyStoppingOptions, type StoppingState } from './early-stopping';
export { buildProgram, type Batch } from './program';
export { decodeState, encodeState, packState, unpackState, type PackedState } from './state';
export { createSampleWriter, type SampleRequest, type SampleWriter } from './write-sample';
export { createTrainer, type StepReport, type Trainer, type TrainerOptions, type TrainerState } from './trainer';
