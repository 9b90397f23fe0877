export { listModels } from './list-models';
export { inference, writeText, type WritingOptions } from './write-text';
export { trainWriter, type WriterProgress, type WriterSurroundings } from './writer/train-writer';
