export { labelledBatch, labelledBatches, type LabelledBatchOptions, type LabelledText } from './labelled';
export { maskedBatches, type MaskedBatchOptions } from './masked';
export { mixture } from './mixture';
export { pairBatch, pairBatches, type PairBatchOptions, type TextPair } from './pairs';
export { languageBatch, rowBatches, type RowBatchOptions, type TokenRow } from './rows';
export { shuffledIndices, type BatchSource, type Cursor } from './source';
export { padTexts, type EncodedText } from './texts';
export { tokenWindows } from './windows';
